using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Ledger;

public sealed class LedgerJsonTests
{
    private static readonly LedgerEvent[] Events =
    [
        new PlanMade(0, new StartTrial(0, StudyRulesBuilder.Baseline, "baseline", 0, 0.25, "the baseline") { Verdicts = [new TrialVerdict(3, 1, TrialStatus.Paused, "paused")] }),
        new PlanMade(1, new ResumeTrial(0, 1, 3, "2nd of 9") { IsLast = true }),
        new PlanMade(2, new Wait("busy")),
        new PlanMade(3, new Finish("done")),
        new SegmentStarted(0, 0, 0, 0, 0.25, "abc"),
        new EpochReported(0, 0, 0, 0.25, 12, double.NaN, ImmutableSortedDictionary<string, double>.Empty.Add("validation_loss", double.PositiveInfinity)),
        new SegmentFinished(0, 0, 0, SegmentOutcome.EarlyStopped, 0.25, 0.5, 0.25, "trials/0/r0", 12.5, true, "patience"),
        new StudyStopRequested("a person"),
        new StudyConcluded(0, 0.9, ImmutableSortedDictionary<string, double>.Empty.Add("accuracy", 0.88), ImmutableSortedDictionary<string, double>.Empty, "done"),
    ];

    [Fact]
    public void Every_event_survives_a_round_trip()
    {
        foreach (var entry in Events)
        {
            var line = LedgerJson.Write(entry);
            Assert.DoesNotContain('\n', line);
            var read = LedgerJson.Read(line);
            Assert.Equal(entry.GetType(), read.GetType());
            Assert.Equal(entry.Id, read.Id);
            Assert.Equal(line, LedgerJson.Write(read));
        }
    }

    [Fact]
    public void Parameters_keep_their_kind()
    {
        var read = (StartTrial)((PlanMade)LedgerJson.Read(LedgerJson.Write(new PlanMade(0, new StartTrial(
            0, ParameterSet.Of(("a", ParameterValue.Of(1.0)), ("b", ParameterValue.Of(1)), ("c", ParameterValue.Of("1")), ("d", ParameterValue.Of(true))), "random", 0, 1, ""))))).Decision;
        Assert.Equal(ParameterKind.Float, read.Parameters["a"].Kind);
        Assert.Equal(ParameterKind.Integer, read.Parameters["b"].Kind);
        Assert.Equal(ParameterKind.Text, read.Parameters["c"].Kind);
        Assert.Equal(ParameterKind.Boolean, read.Parameters["d"].Kind);
    }

    [Fact]
    public void A_torn_last_line_is_ignored()
    {
        var lines = Events.Select(LedgerJson.Write).ToArray();
        var text = string.Join('\n', lines);
        var torn = text[..^10];
        Assert.Equal(Events.Length - 1, LedgerJson.ReadAll(torn).Count);
        Assert.Equal(Events.Length, LedgerJson.ReadAll(text + "\n").Count);
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named()
    {
        var problem = Assert.ThrowsAny<System.Text.Json.JsonException>(() => LedgerJson.ReadAll("{\"type\":\n" + LedgerJson.Write(Events[0])));
        Assert.Contains("Line 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_survive_a_round_trip()
    {
        var rules = StudyRulesBuilder.Rules() with { MaxTotalEpochs = 40.5 };
        var read = StudyRulesJson.Read(StudyRulesJson.Write(rules));
        Assert.Equal(rules.Space, read.Space);
        Assert.Equal(rules.RungEpochs, read.RungEpochs);
        Assert.Equal(rules.Enqueued[0], read.Enqueued[0]);
        Assert.Equal(rules.MaxTotalEpochs, read.MaxTotalEpochs);
        Assert.Equal(StudyRulesJson.Write(rules), StudyRulesJson.Write(read));
    }
}
