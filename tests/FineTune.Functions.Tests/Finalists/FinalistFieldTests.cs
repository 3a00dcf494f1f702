using FineTune.Functions.Finalists;
using FineTune.Functions.Reports;
using FineTune.Functions.Studies;
using FineTune.Functions.Tests.Studies;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Tests.Finalists;

public sealed class FinalistFieldTests
{
    private static readonly StudyPlan Asked = Sample.Plan with { Finalists = new FinalistRules { Finalists = 2 } };

    [Fact]
    public void The_best_completed_trials_race()
    {
        var state = Sample.Finished(0.5, 0.9, double.NaN, 0.7);

        Assert.Equal([1, 3], FinalistField.Leaders(Asked, state).Select(trial => trial.Number));
        Assert.Null(FinalistField.WhyNot(Asked, state));
    }

    [Fact]
    public void A_race_that_nobody_asked_for_must_be_cheap_beside_the_search()
    {
        var why = FinalistField.WhyNot(Asked with { RaceOnlyIfCheap = true }, Sample.Finished(0.5, 0.9, 0.7));

        Assert.Contains("takes 30 epochs, and the search took 9", why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(14, "leaves no room for another seed")]
    [InlineData(15, null)]
    public void The_budget_of_epochs_ends_the_race(double most, string? reason)
    {
        var plan = Asked with { Rules = Sample.Rules with { MaxTotalEpochs = most } };

        var why = FinalistField.WhyNot(plan, Sample.Finished(0.5, 0.9, 0.7));

        Assert.Equal(reason is null, why is null);
        Assert.Contains(reason ?? "", why ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void The_decision_chooses_the_best_trial_and_stands_in_the_report()
    {
        var decision = new FinalistDecision(
            FinalistVerdict.Equal, 2, -1, [], [new FinalistStanding(2, 5, 0.1, 0.01, 0.11, true, "in the race")], "trials 1 and 2 cannot be told apart");
        var state = Sample.Finished(0.5, 0.9, 0.89).Apply(new FinalistsDecided(decision));
        var page = new System.Text.StringBuilder();

        FinalistsSection.Append(page, Asked, state);

        Assert.Equal(2, BestTrial.Choose(state, Sample.Rules.Direction)!.Number);
        Assert.Contains("These are equal; the cheapest, trial 2, is taken", page.ToString(), StringComparison.Ordinal);
    }
}
