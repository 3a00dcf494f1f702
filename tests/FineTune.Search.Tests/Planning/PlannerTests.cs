using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Tests.Planning;

public sealed class PlannerTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(4, 2)]
    [InlineData(9, 3)]
    [InlineData(30, 4)]
    public void A_study_ends_with_its_baseline_and_its_leader_complete(int trials, int parallel)
    {
        var rules = StudyRulesBuilder.Rules(trials, parallel);
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 1);
        var finish = study.Run();
        Assert.Equal(trials, study.State.Trials.Count);
        Assert.Equal(TrialStatus.Completed, study.State.Find(0)!.Status);
        Assert.All(study.State.Trials, trial => Assert.True(trial.IsOver));
        var best = study.State.Best(rules.Direction)!;
        Assert.Contains($"trial {best.Number}", finish.Reason, StringComparison.Ordinal);
        var leader = study.State.Trials.MaxBy(trial => StudyRulesBuilder.Accuracy(trial.Parameters, 1))!;
        Assert.Equal(TrialStatus.Completed, leader.Status);
    }

    [Fact]
    public void The_best_of_the_others_goes_on_to_the_end_even_where_the_baseline_leads()
    {
        var study = new SimulatedStudy(
            StudyRulesBuilder.Rules(6), (trial, epoch) => trial.Origin == "baseline" ? 0.99 : StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 1);
        study.Run();
        var best = study.State.Trials.Skip(1).MaxBy(trial => StudyRulesBuilder.Accuracy(trial.Parameters, 1))!;
        Assert.Equal(TrialStatus.Completed, best.Status);
    }

    [Fact]
    public void Successive_halving_spends_a_fraction_of_the_epochs()
    {
        var study = new SimulatedStudy(StudyRulesBuilder.Rules(81, 4), (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 1);
        study.Run();
        Assert.InRange(study.State.Trials.Sum(trial => trial.EpochsDone), 81, 81 * 9 * 0.45);
    }

    [Fact]
    public void Reasons_say_rank_and_quota()
    {
        var study = new SimulatedStudy(StudyRulesBuilder.Rules(27, 1), (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 1);
        study.Run();
        var pruned = study.State.Trials.First(trial => trial.Status == TrialStatus.Pruned);
        Assert.Matches(@"^pruned at \d of 9 epochs: 0\.\d+ is \d+(st|nd|rd|th) of \d+", pruned.Reason);
        var verdicts = study.Ledger.OfType<PlanMade>().SelectMany(plan => plan.Decision.Verdicts).ToList();
        Assert.Contains(verdicts, verdict => verdict.Status == TrialStatus.Paused && verdict.Reason.Contains("go on", StringComparison.Ordinal));
    }
}
