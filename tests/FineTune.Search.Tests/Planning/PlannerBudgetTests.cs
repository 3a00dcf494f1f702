using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Planning;

public sealed class PlannerBudgetTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(18.5)]
    [InlineData(40)]
    [InlineData(120)]
    public void Epochs_stay_within_the_budget_and_a_leader_is_trained_to_its_end(double epochs)
    {
        var rules = StudyRulesBuilder.Rules(500, 3) with { MaxTotalEpochs = epochs };
        Assert.Empty(rules.Validate());
        var study = Play(rules);
        Assert.InRange(study.State.Trials.Sum(trial => trial.EpochsDone), 9, epochs);
        Assert.Contains(study.State.Trials, trial => trial.Status == TrialStatus.Completed);
        if (epochs > 18)
        {
            Assert.Contains(study.State.Trials, trial => trial.Status == TrialStatus.Completed && trial.Number > 0);
        }
    }

    [Theory]
    [InlineData(21)]
    [InlineData(40)]
    [InlineData(63.5)]
    public void No_trial_starts_that_could_not_be_trained_to_its_end(double epochs)
    {
        var rules = StudyRulesBuilder.Rules(500, 3) with { MaxTotalEpochs = epochs };
        var study = Play(rules);
        var planned = new Dictionary<int, double>();
        foreach (var decision in study.Ledger.OfType<PlanMade>().Select(plan => plan.Decision))
        {
            if (decision is StartTrial start)
            {
                Assert.InRange(planned.Values.Sum() + rules.RungEpochs[^1], 0, epochs);
                planned[start.Trial] = start.Origin == "baseline" ? rules.RungEpochs[^1] : start.ToEpoch;
            }
            else if (decision is ResumeTrial resumed)
            {
                planned[resumed.Trial] = resumed.ToEpoch;
            }
        }

        Assert.Contains(study.State.Trials, trial => trial.Number > 0 && trial.Status == TrialStatus.Completed);
    }

    [Theory]
    [InlineData(21)]
    [InlineData(40)]
    [InlineData(63.5)]
    [InlineData(118)]
    public void No_epochs_are_left_that_would_train_a_waiting_trial_to_its_end(double epochs)
    {
        var rules = StudyRulesBuilder.Rules(500, 3) with { MaxTotalEpochs = epochs };
        var study = Play(rules);
        var left = epochs - study.State.Trials.Sum(trial => trial.EpochsDone);
        Assert.DoesNotContain(study.State.Trials, trial => trial.Status is TrialStatus.Paused or TrialStatus.Pruned && trial.EpochsDone < 9 && 9 - trial.EpochsDone <= left);
    }

    [Fact]
    public void An_exhausted_space_ends_the_study()
    {
        var space = SearchSpace.Create([new IntegerParameter("frozenLayers", 0, 4), new CategoricalParameter("schedule", [ParameterValue.Of("linear"), ParameterValue.Of("cosine")])]);
        var rules = StudyRulesBuilder.Rules(100, 2) with
        {
            Space = space,
            Enqueued = [ParameterSet.Of(("frozenLayers", ParameterValue.Of(0)), ("schedule", ParameterValue.Of("linear")))],
        };
        var study = new SimulatedStudy(rules, (trial, _) => trial.Parameters["frozenLayers"].AsInteger(), 1);
        var finish = study.Run();
        Assert.Equal(10, study.State.Trials.Count);
        Assert.Equal(10, study.State.Trials.Select(trial => trial.Parameters).Distinct().Count());
        Assert.Contains("all 10 settings", finish.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void When_leaders_fail_others_take_their_place()
    {
        var rules = StudyRulesBuilder.Rules(9, 1);
        var study = new SimulatedStudy(rules, (trial, epoch) => epoch > 1 && trial.Number is 0 or 1 or 2 or 3 or 4 or 5 or 6 ? double.NaN : 1.0 / (1 + trial.Number), 1);
        study.Run();
        Assert.Contains(study.State.Trials, trial => trial.Status == TrialStatus.Completed && trial.BestObjective is not null);
    }

    [Fact]
    public void A_trial_with_fewer_epochs_of_its_own_is_complete_there()
    {
        var space = SearchSpace.Create([new IntegerParameter("epochs", 1, 9), new FloatParameter("learningRate", 1e-5, 1e-2, Log: true)]);
        var rules = StudyRulesBuilder.Rules(30, 2) with { Space = space, Enqueued = [] };
        var study = new SimulatedStudy(rules, (trial, epoch) => epoch + (0.01 * trial.Number), 1);
        study.Run();
        foreach (var trial in study.State.Trials.Where(trial => trial.Status == TrialStatus.Completed))
        {
            Assert.Equal(trial.Parameters["epochs"].AsDouble(), trial.EpochsDone);
        }
    }

    [Fact]
    public void A_request_to_stop_ends_the_study_at_once()
    {
        var rules = StudyRulesBuilder.Rules();
        var state = StudyState.Empty.Apply(new PlanMade(0, Planner.Next(rules, StudyState.Empty))).Apply(new StudyStopRequested("a person asked"));
        var finish = Assert.IsType<Finish>(Planner.Next(rules, state));
        Assert.Contains("a person asked", finish.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_problem_of_the_rules_is_listed()
    {
        var rules = StudyRulesBuilder.Rules() with { MaxTrials = 0, ParallelTrials = 0, RungEpochs = [3, 1], Sampler = "magic", Pruner = "axe", ReductionFactor = 1 };
        Assert.Equal(["/budget/trials", "/parallelTrials", "/reductionFactor", "/rungEpochs", "/sampler", "/pruner"], rules.Validate().Select(problem => problem.Pointer));
    }

    private static SimulatedStudy Play(StudyRules rules)
    {
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 1);
        study.Run();
        return study;
    }
}
