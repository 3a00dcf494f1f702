using System.Text.Json;
using FineTune.Functions.Studies;
using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Tests.Studies;

public sealed class StudyRulesBuilderTests
{
    private static readonly RecommendedSettings Settings = new(
        "test",
        new Hyperparameters { LearningRate = 1e-4, Epochs = 3 },
        [
            new RecommendedRange { Name = "learningRate", Kind = "float", Low = 1e-5, High = 1e-3, Log = true, Source = "s" },
            new RecommendedRange { Name = "dropout", Kind = "float", Low = 0, High = 0.3, Source = "s" },
            new RecommendedRange { Name = "schedule", Kind = "categorical", Choices = [JsonElement.Parse("\"linear\""), JsonElement.Parse("\"cosine\"")], Source = "s" },
            new RecommendedRange { Name = "frozenLayers", Kind = "integer", Low = 0, High = 2, Source = "s" },
        ],
        new Dictionary<string, string>());

    [Fact]
    public void The_first_trial_is_the_recommended_one()
    {
        var (rules, _) = Build("{}");

        var baseline = Assert.Single(rules.Enqueued);
        Assert.True(rules.Space.Contains(baseline));
        Assert.Equal(1e-4, baseline["learningRate"].AsDouble());
        Assert.Equal(0.1, baseline["dropout"].AsDouble());
        Assert.Equal("linear", baseline["schedule"].AsText());
        Assert.Equal([0.75, 3.0], rules.RungEpochs);
        Assert.Equal(4, rules.ReductionFactor);
    }

    [Theory]
    [InlineData("""{"searchSpace":{"epochs":16}}""", 3, 16)]
    [InlineData("""{"searchSpace":{"epochs":15}}""", 2, 15)]
    [InlineData("""{"searchSpace":{"epochs":2}}""", 2, 2)]
    [InlineData("""{"pruner":"none"}""", 1, 3)]
    [InlineData("""{"searchSpace":{"epochs":{"low":1,"high":6}}}""", 2, 6)]
    [InlineData("""{"pruner":"first-epoch"}""", 2, 3)]
    [InlineData("""{"pruner":"first-epoch","searchSpace":{"epochs":1}}""", 1, 1)]
    public void Rungs_follow_the_longest_training(string study, int rungs, double epochs)
    {
        var (rules, defaults) = Build(study);

        Assert.Equal(rungs, rules.RungEpochs.Length);
        Assert.Equal(epochs, rules.RungEpochs[^1]);
        Assert.Equal(epochs, defaults.Epochs);
    }

    [Fact]
    public void A_wrong_space_lists_every_problem()
    {
        var refused = Assert.Throws<ProblemException>(() => Build("""{"searchSpace":{"learningrate":1,"dropout":{"low":0.5,"high":0.1}}}"""));

        Assert.Equal(400, refused.Status);
        Assert.Contains(refused.Problems, problem => problem.Field == "/searchSpace/learningrate");
        Assert.Contains(refused.Problems, problem => problem.Field!.StartsWith("/searchSpace/dropout", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_the_models_own_is_no_parameter_unless_the_study_names_it()
    {
        Assert.Null(Build("{}").Rules.Space.Find("headDropout"));
        Assert.Equal(0.4, Assert.IsType<FixedParameter>(Build("""{"searchSpace":{"headDropout":0.4}}""").Rules.Space.Find("headDropout")).Value.AsDouble());
    }

    [Theory]
    [InlineData("""{}""", "full")]
    [InlineData("""{"loraRank":0}""", "full")]
    [InlineData("""{"loraRank":8}""", "lora")]
    [InlineData("""{"loraRank":{"choices":[0,8]}}""", "full")]
    [InlineData("""{"loraRank":{"choices":[4,8]}}""", "lora")]
    [InlineData("""{"loraRank":{"low":2,"high":16}}""", "lora")]
    [InlineData("""{"loraRank":"many"}""", "full")]
    public void A_rank_above_zero_takes_the_adapters_defaults(string entries, string method) =>
        Assert.Equal(method, DefaultSpace.MethodOf(JsonElement.Parse(entries)));

    private static (Search.Planning.StudyRules Rules, Hyperparameters Defaults) Build(string study)
    {
        var built = StudyRulesBuilder.Build(StudyRequestReader.Read(study).Request.For(Training.Tasks.FineTuningTask.Find("text-classification")), Settings);
        return (built.Rules, built.Defaults);
    }
}
