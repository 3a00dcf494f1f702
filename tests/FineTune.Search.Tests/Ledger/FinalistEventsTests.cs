using FineTune.Search.Finalists;
using FineTune.Search.Ledger;

namespace FineTune.Search.Tests.Ledger;

public sealed class FinalistEventsTests
{
    private static readonly FinalistTrained Run = new(3, 0, 0.25, "finalists/3/seed-0.json", 4, 12.5, "reached epoch 4");

    [Fact]
    public void A_training_that_is_written_twice_counts_once()
    {
        var state = StudyState.Fold([Run, Run with { Seconds = 99 }, Run with { Seed = 1 }, new FinalistTrained(1, 0, 0.5, "", 0, 0, "")]);

        Assert.Equal([(1, 0), (3, 0), (3, 1)], state.FinalistRuns.Keys);
        Assert.Equal(12.5, state.FinalistRuns[(3, 0)].Seconds);
    }

    [Fact]
    public void The_events_are_read_back_as_they_were_written()
    {
        var decided = new FinalistsDecided(new FinalistDecision(FinalistVerdict.Winner, 3, -1, [], [new FinalistStanding(3, 6, 0.2, 0.01, 0.21, true, "in the race")], "better by every test"));

        var state = StudyState.Fold(LedgerJson.ReadAll(System.Text.Encoding.UTF8.GetBytes(LedgerJson.Write(Run) + "\n" + LedgerJson.Write(decided) + "\n")));

        Assert.Equal(Run, state.FinalistRuns[(3, 0)]);
        Assert.Equal(decided.Decision.ToJson(), state.Finalists!.ToJson());
    }

    [Fact]
    public void A_failed_training_survives_the_ledger_with_its_infinite_loss()
    {
        var failed = Run with { Loss = double.PositiveInfinity, Losses = "" };

        var read = Assert.IsType<FinalistTrained>(Assert.Single(LedgerJson.ReadAll(System.Text.Encoding.UTF8.GetBytes(LedgerJson.Write(failed) + "\n"))));

        Assert.Equal(double.PositiveInfinity, read.Loss);
    }
}
