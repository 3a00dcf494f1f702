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

    [Theory]
    [InlineData("auto", 300, 32)]
    [InlineData("tpe", 600, 100)]
    public void A_model_based_search_loses_and_repeats_nothing_either(string sampler, int trials, int parallel)
    {
        var rules = StudyRulesBuilder.Rules(trials, parallel) with { Sampler = sampler };
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 9)
        {
            CrashShare = 0.1,
            DuplicateShare = 0.1,
            LateShare = 0.2,
            DivergeShare = 0.05,
        };
        study.Run();

        Assert.Equal(trials, study.State.Trials.Count);
        Assert.All(study.State.Trials, trial => Assert.True(trial.IsOver && rules.Space.Contains(trial.Parameters), $"trial {trial.Number} is {trial.Status} with {trial.Parameters}"));
        Assert.Equal(trials, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
        var best = study.State.Best(rules.Direction)!;
        Assert.InRange(Math.Log10(best.Parameters["learningRate"].AsDouble()), -3.6, -3.4);
    }

    [Theory]
    [InlineData("random")]
    [InlineData("tpe")]
    [InlineData("auto")]
    public void Values_that_are_not_finite_never_win(string sampler)
    {
        double Objective(TrialState trial, double epoch) => (trial.Number % 5) switch
        {
            1 => double.NaN,
            2 => double.PositiveInfinity,
            3 => double.NegativeInfinity,
            _ => StudyRulesBuilder.Accuracy(trial.Parameters, epoch),
        };
        var study = new SimulatedStudy(StudyRulesBuilder.Rules(60, 4) with { Sampler = sampler }, Objective, 3);
        study.Run();
        Assert.True(double.IsFinite(study.State.Best(Direction.Maximize)!.BestObjective!.Value));
        var resumed = study.Ledger.OfType<PlanMade>().Select(plan => plan.Decision).OfType<ResumeTrial>().Select(resume => resume.Trial).ToList();
        Assert.NotEmpty(resumed);
        Assert.All(resumed, trial => Assert.True(trial % 5 is 0 or 4, $"trial {trial} went on"));
    }

    [Theory]
    [InlineData("random")]
    [InlineData("auto")]
    public void The_same_ledger_gives_the_same_decision(string sampler)
    {
        var rules = StudyRulesBuilder.Rules(60, 4) with { Sampler = sampler };
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
