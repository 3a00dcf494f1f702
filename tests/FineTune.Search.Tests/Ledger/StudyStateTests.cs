using System.Collections.Immutable;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers;
using FineTune.Search.Tests.Planning;

namespace FineTune.Search.Tests.Ledger;

public sealed class StudyStateTests
{
    private static readonly List<LedgerEvent> Ledger = Play();

    [Fact]
    public void A_repeated_event_changes_nothing()
    {
        var once = StudyState.Fold(Ledger);
        var twice = StudyState.Fold(Ledger.SelectMany(entry => new[] { entry, entry }).Concat(Ledger));
        Assert.Equal(Describe(once), Describe(twice));
        Assert.Equal(once.EventCount, twice.EventCount);
        Assert.Same(once, once.Apply(Ledger[0]));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Reports_and_retries_may_come_in_any_order(int seed)
    {
        var random = new CounterRandom(new SampleSeed((ulong)seed, 0), "shuffle");
        var moved = Ledger.Where(entry => entry is EpochReported or SegmentStarted).OrderBy(_ => random.NextBits()).ToList();
        var rest = Ledger.Where(entry => entry is not (EpochReported or SegmentStarted)).ToList();
        var expected = Describe(StudyState.Fold(Ledger), attempts: false);
        Assert.Equal(expected, Describe(StudyState.Fold(moved.Concat(rest)), attempts: false));
        Assert.Equal(expected, Describe(StudyState.Fold(rest.Concat(moved)), attempts: false));
    }

    [Fact]
    public void The_state_survives_the_ledgers_text()
    {
        var text = string.Concat(Ledger.Select(entry => LedgerJson.Write(entry) + "\n"));
        Assert.Equal(Describe(StudyState.Fold(Ledger)), Describe(StudyState.Fold(LedgerJson.ReadAll(text))));
    }

    [Fact]
    public void Nan_and_infinite_values_never_win()
    {
        var state = StudyState.Empty;
        var values = new[] { double.NaN, double.PositiveInfinity, 0.5, double.NegativeInfinity, 0.5, 0.4 };
        for (var i = 0; i < values.Length; i++)
        {
            state = FineTune.Search.Tests.Samplers.Histories.Trial(i, StudyRulesBuilder.Baseline, values[i]).Aggregate(state, (current, entry) => current.Apply(entry));
        }

        Assert.Equal(2, state.Best(Direction.Maximize)!.Number);
        Assert.Equal(5, state.Best(Direction.Minimize)!.Number);
    }

    [Fact]
    public void A_trial_that_failed_does_not_win_with_an_earlier_value()
    {
        var state = StudyState.Fold(
        [
            new PlanMade(0, new StartTrial(0, StudyRulesBuilder.Baseline, "baseline", 0, 1, "")),
            new SegmentFinished(0, 0, 0, SegmentOutcome.Reached, 1, 0.9, 1, "a", 1, false, ""),
            new PlanMade(1, new ResumeTrial(0, 1, 3, "") { IsLast = true }),
            new SegmentFinished(0, 1, 0, SegmentOutcome.Diverged, 2, double.NaN, 1, "", 1, false, "the loss is NaN"),
        ]);
        Assert.Equal(TrialStatus.Failed, state.Find(0)!.Status);
        Assert.Equal("the loss is NaN", state.Find(0)!.Reason);
        Assert.Null(state.Best(Direction.Maximize));
    }

    [Fact]
    public void A_promoted_trial_runs_again_until_its_next_segment_ends()
    {
        var state = StudyState.Fold(
        [
            new PlanMade(0, new StartTrial(0, StudyRulesBuilder.Baseline, "baseline", 0, 1, "")),
            new SegmentStarted(0, 0, 0, 0, 1, "k"),
            new SegmentFinished(0, 0, 0, SegmentOutcome.Reached, 1, 0.9, 1, "a", 1, false, "reached"),
        ]);
        Assert.Equal(TrialStatus.Paused, state.Find(0)!.Status);
        state = state.Apply(new PlanMade(1, new ResumeTrial(0, 1, 3, "best") { IsLast = true }));
        Assert.Equal(TrialStatus.Running, state.Find(0)!.Status);
        Assert.Equal(-1, state.Find(0)!.Attempt);
        state = state.Apply(new SegmentFinished(0, 1, 0, SegmentOutcome.EarlyStopped, 2, 0.92, 2, "b", 1, false, "patience"));
        Assert.Equal(TrialStatus.Completed, state.Find(0)!.Status);
        Assert.Equal("b", state.Find(0)!.Checkpoint);
        Assert.Equal(0.92, state.Find(0)!.BestObjective);
    }

    private static List<LedgerEvent> Play()
    {
        var study = new SimulatedStudy(StudyRulesBuilder.Rules(20, 4), (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 5)
        {
            CrashShare = 0.2,
            DuplicateShare = 0.2,
            DivergeShare = 0.1,
        };
        study.Run();
        return study.Ledger;
    }

    private static string Describe(StudyState state, bool attempts = true) => string.Join('\n', state.Trials.Select(trial =>
        $"{trial.Number} {trial.Parameters} {trial.Status} {trial.Rung} {trial.EpochsDone} {trial.BestObjective} {trial.BestEpoch} {trial.Checkpoint} {trial.Origin} {trial.Reason} "
        + $"{string.Join(';', trial.Curve.Select(report => report.Epoch))} {(attempts ? trial.Attempt : 0)}"));
}
