using System.Text.Json;
using FineTune.Functions.Studies;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Tests.Studies;

public sealed class KnownHyperparametersTests
{
    private static readonly string[] Lists = ["classWeights"];

    [Fact]
    public void Every_hyperparameter_of_the_trainer_can_be_named_in_a_study()
    {
        var trained = typeof(Hyperparameters).GetProperties().Where(p => p.CanWrite).Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Except(Lists);
        Assert.Equal(trained.Order(StringComparer.Ordinal), KnownHyperparameters.Space.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_named_setting_joins_the_space_with_its_condition_and_reaches_the_trainer()
    {
        var defaults = SearchSpace.Create([new FloatParameter("learningRate", 1e-5, 1e-3, Log: true), new CategoricalParameter("schedule", [ParameterValue.Of("linear"), ParameterValue.Of("cosine")])]);
        using var entries = JsonDocument.Parse("""
            { "schedule": { "choices": ["one_cycle", "warmup_stable_decay"] }, "decayRatio": { "low": 0.1, "high": 0.5 }, "optimizer": { "choices": ["lion", "adamw"] }, "beta2": 0.95, "emaDecay": 0.99 }
            """);

        var (space, problems) = SearchSpaceJson.Merge(entries.RootElement, defaults, KnownHyperparameters.Space);

        Assert.Empty(problems);
        Assert.Equal("schedule", space.Find("decayRatio")!.When!.Parent);
        Assert.Null(space.Find("hiddenDropout"));
        var point = TrialHyperparameters.Project(new Hyperparameters { Optimizer = Training.Optimization.OptimizerKind.Lion }, space);
        Assert.True(space.Contains(point));
        var resolved = TrialHyperparameters.Resolve(new Hyperparameters(), point);
        Assert.Equal((0.99, 0.95, Training.Optimization.OptimizerKind.Lion), (resolved.EmaDecay, resolved.Beta2, resolved.Optimizer));
    }

    [Fact]
    public void A_condition_that_nobody_wrote_falls_away_without_its_parent()
    {
        using var entries = JsonDocument.Parse("""{ "momentum": { "low": 0.5, "high": 0.9 } }""");
        var (space, problems) = SearchSpaceJson.Merge(entries.RootElement, SearchSpace.Create([]), KnownHyperparameters.Space);
        Assert.Empty(problems);
        Assert.Null(space.Find("momentum")!.When);
    }

    [Fact]
    public void A_word_that_the_trainer_does_not_know_is_refused()
    {
        using var entries = JsonDocument.Parse("""{ "optimizer": "adam", "schedule": { "choices": ["linear", "steps"] } }""");
        var (_, problems) = SearchSpaceJson.Merge(entries.RootElement, SearchSpace.Create([]), KnownHyperparameters.Space);
        Assert.Equal(["/searchSpace/optimizer", "/searchSpace/schedule/choices/1"], problems.Select(p => p.Pointer));
    }
}
