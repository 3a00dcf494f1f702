using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Tests.Spaces;

public sealed class SearchSpaceJsonTests
{
    [Fact]
    public void Entries_replace_their_defaults_and_keep_the_kind_of_number()
    {
        var (space, problems) = Merge("""
            { "learningRate": { "low": 1e-4, "high": 1e-3 }, "dropout": 0, "batchSize": { "choices": [4, 64] },
              "frozenLayers": { "low": 0, "high": 4, "step": 2, "when": { "schedule": ["cosine"] } }, "schedule": { "choices": ["cosine", "linear"] } }
            """);
        Assert.Empty(problems);
        Assert.Equal(new FloatParameter("learningRate", 1e-4, 1e-3, Log: true), space.Find("learningRate"));
        Assert.Equal(new FixedParameter("dropout", ParameterValue.Of(0.0)), space.Find("dropout"));
        Assert.Equal(ParameterValue.Of(64), ((CategoricalParameter)space.Find("batchSize")!).Choices[1]);
        Assert.Equal(new Condition("schedule", [ParameterValue.Of("cosine")]), space.Find("frozenLayers")!.When);
    }

    [Theory]
    [InlineData("""{ "learningrate": 0.1 }""", "/searchSpace/learningrate", "Did you mean 'learningRate'?")]
    [InlineData("""{ "learningRate": { "low": 1, "high": 0.1 } }""", "/searchSpace/learningRate/low", "above high")]
    [InlineData("""{ "learningRate": { "low": 0, "high": 0.1, "log": true } }""", "/searchSpace/learningRate/low", "logarithmic")]
    [InlineData("""{ "learningRate": { "low": "a", "high": 0.1 } }""", "/searchSpace/learningRate/low", "no number")]
    [InlineData("""{ "learningRate": { "lo": 1 , "high": 0.1 } }""", "/searchSpace/learningRate/lo", "no field")]
    [InlineData("""{ "learningRate": "fast" }""", "/searchSpace/learningRate", "is a number")]
    [InlineData("""{ "frozenLayers": 1.5 }""", "/searchSpace/frozenLayers", "whole number")]
    [InlineData("""{ "frozenLayers": { "low": 0.5, "high": 3 } }""", "/searchSpace/frozenLayers/low", "whole number")]
    [InlineData("""{ "batchSize": { "choices": [] } }""", "/searchSpace/batchSize/choices", "at least one")]
    [InlineData("""{ "batchSize": { "choices": [8, 8] } }""", "/searchSpace/batchSize/choices/1", "twice")]
    [InlineData("""{ "schedule": "wavy" }""", "/searchSpace/schedule", "one of linear, cosine")]
    [InlineData("""{ "dropout": { "low": 0, "high": 0.5, "step": 0 } }""", "/searchSpace/dropout/step", "above zero")]
    [InlineData("""{ "dropout": { "when": { "nothing": [1] } } }""", "/searchSpace/dropout/when/nothing", "no parameter")]
    [InlineData("""{ "dropout": { "when": { "schedule": ["wavy"] } } }""", "/searchSpace/dropout/when/schedule/0", "never has")]
    [InlineData("""{ "dropout": {} }""", "/searchSpace/dropout", "says nothing")]
    [InlineData("""[]""", "/searchSpace", "no JSON object")]
    public void A_mistake_is_named_with_its_place(string json, string pointer, string words)
    {
        var (_, problems) = Merge(json);
        Assert.Contains(problems, problem => problem.Pointer == pointer && (problem.Message + problem.Remedy).Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void All_mistakes_are_listed_at_once()
    {
        var (space, problems) = Merge("""{ "learningRate": { "low": 1, "high": 0.1 }, "x": 1, "frozenLayers": "all" }""");
        Assert.Equal(3, problems.Count);
        Assert.Same(StudyRulesBuilder.Space, space);
    }

    [Fact]
    public void Conditions_that_go_round_in_a_circle_are_found()
    {
        var space = SearchSpace.Create(
        [
            new IntegerParameter("a", 0, 1) { When = new Condition("b", [ParameterValue.Of(1)]) },
            new IntegerParameter("b", 0, 1) { When = new Condition("a", [ParameterValue.Of(1)]) },
        ]);
        Assert.Contains(space.Validate(), problem => problem.Message.Contains("circle", StringComparison.Ordinal));
        Assert.Throws<InvalidSearchSpaceException>(space.EnsureValid);
    }

    [Fact]
    public void Settings_are_counted_under_their_conditions()
    {
        var space = SearchSpace.Create(
        [
            new CategoricalParameter("kind", [ParameterValue.Of("a"), ParameterValue.Of("b")]),
            new IntegerParameter("n", 1, 5) { When = new Condition("kind", [ParameterValue.Of("b")]) },
            new FloatParameter("x", 0, 1, Step: 0.5),
        ]);
        Assert.Equal(18, space.Cardinality);
        Assert.Null(StudyRulesBuilder.Space.Cardinality);
    }

    private static (SearchSpace Space, IReadOnlyList<SearchProblem> Problems) Merge(string json)
    {
        using var document = JsonDocument.Parse(json);
        return SearchSpaceJson.Merge(document.RootElement.Clone(), StudyRulesBuilder.Space);
    }
}
