using FineTune.Search.Importance;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;
using FineTune.Search.Tests.Planning;
using FineTune.Search.Tests.Samplers;

namespace FineTune.Search.Tests.Importance;

public sealed class StudyImportanceTests
{
    [Fact]
    public void What_decides_the_objective_comes_first()
    {
        var importance = StudyImportance.Of(StudyRulesBuilder.Rules(rungs: 1), Histories.Of(StudyRulesBuilder.Space, 60, 5));
        Assert.Equal(60, importance.Trials);
        Assert.Equal("learningRate", importance.Parameters[0].Name);
        Assert.Equal(1, importance.Parameters.Sum(parameter => parameter.Share), 9);
        Assert.Contains(importance.Parameters, parameter => parameter.Name == "warmupRatio");
    }

    [Fact]
    public void Trials_are_compared_at_the_highest_rung_that_has_enough()
    {
        var rules = StudyRulesBuilder.Rules(trials: 60);
        var study = new SimulatedStudy(rules, (trial, epoch) => StudyRulesBuilder.Accuracy(trial.Parameters, epoch), 3);
        study.Run();
        var importance = StudyImportance.Of(rules, study.State);
        Assert.Equal(3, importance.Epochs);
        Assert.InRange(importance.Trials, 12, 25);
    }

    [Fact]
    public void Too_few_or_worthless_results_say_nothing()
    {
        Assert.Empty(StudyImportance.Of(StudyRulesBuilder.Rules(), StudyState.Empty).Parameters);
        Assert.Empty(StudyImportance.Of(StudyRulesBuilder.Rules(rungs: 1), Histories.Of(StudyRulesBuilder.Space, 60, 5, _ => double.NaN)).Parameters);
    }

    [Fact]
    public void A_conditional_parameter_that_decides_is_found_by_all_methods()
    {
        var space = SearchSpace.Create(
        [
            new CategoricalParameter("kind", [ParameterValue.Of("a"), ParameterValue.Of("b")]),
            new FloatParameter("only", 0, 1) { When = new Condition("kind", [ParameterValue.Of("a")]) },
            new FloatParameter("noise", 0, 1),
        ]);
        var observations = Histories.Of(space, 200, 3, _ => 0).Trials
            .Select(trial => new Observation(trial.Parameters, [trial.Parameters.TryGetValue("only", out var only) ? only.AsDouble() * only.AsDouble() : 0.5]))
            .ToList();
        Assert.Equal("only", PedAnova.Of(space, observations)[0].Name);
        Assert.Equal("only", ForestImportance.Fanova(space, observations, 1)[0].Name);
        Assert.Equal("only", ForestImportance.MeanDecreaseImpurity(space, observations, 1)[0].Name);
    }
}
