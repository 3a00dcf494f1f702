using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Tests.Planning;

public sealed class LargeStudyTests
{
    [Theory]
    [InlineData(2_000, 16, "asha")]
    [InlineData(2_000, 100, "none")]
    [InlineData(10_000, 100, "asha")]
    public void No_trial_is_lost_repeated_or_starved(int trials, int parallel, string pruner)
    {
        var rules = StudyRulesBuilder.Rules(trials, parallel) with { Pruner = pruner };
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 9)
        {
            CrashShare = 0.05,
            DuplicateShare = 0.1,
            LateShare = 0.1,
            DivergeShare = 0.03,
        };
        study.Run();

        Assert.Equal(trials, study.State.Trials.Count);
        Assert.Equal(Enumerable.Range(0, trials), study.State.Trials.Select(trial => trial.Number));
        Assert.All(study.State.Trials, trial => Assert.True(trial.IsOver, $"trial {trial.Number} is {trial.Status}"));
        Assert.Equal(trials, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
        Assert.Equal(
            study.Ledger.OfType<SegmentFinished>().Select(finish => finish.Id).Distinct().Count(),
            study.State.Trials.Sum(trial => trial.Segments.Count));
        var completed = study.State.Trials.Count(trial => trial.Status == TrialStatus.Completed);
        Assert.InRange(completed, pruner == "none" ? trials * 0.9 : (trials / 9.0) * 0.7, pruner == "none" ? trials : (trials / 9.0) * 1.6);
        Assert.True(study.Crashes > trials / 40);
    }

    [Fact]
    public void The_same_ledger_gives_the_same_decision()
    {
        var rules = StudyRulesBuilder.Rules(60, 4);
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 2);
        study.Run();
        var state = StudyState.Empty;
        foreach (var entry in study.Ledger)
        {
            if (entry is PlanMade plan)
            {
                var again = Planner.Next(rules, state);
                Assert.Equal(LedgerJson.Write(plan), LedgerJson.Write(new PlanMade(plan.Sequence, again)));
            }

            state = state.Apply(entry);
        }
    }
}
