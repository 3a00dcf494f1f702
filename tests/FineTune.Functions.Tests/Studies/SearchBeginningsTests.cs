using FineTune.Functions.Studies;
using FineTune.Search.Spaces;
using FineTune.Training;
using FineTune.Training.Similarity;

namespace FineTune.Functions.Tests.Studies;

public sealed class SearchBeginningsTests
{
    private static readonly RecommendedSettings Settings = new(
        "test",
        new Hyperparameters { LearningRate = 1e-4, Epochs = 3 },
        [
            new RecommendedRange { Name = "learningRate", Kind = "float", Low = 1e-5, High = 1e-3, Log = true, Source = "s" },
            new RecommendedRange { Name = "frozenLayers", Kind = "integer", Low = 0, High = 4, Source = "s" },
        ],
        new Dictionary<string, string>());

    private static readonly SimilarityFinding Close = new()
    {
        Closeness = Closeness.Close,
        Rows = 100,
        HeldOutRows = 50,
        Probe = 0.9,
        ProbeOfRandomWeights = 0.5,
        ProbeOfNothing = 0.2,
        LogMe = 0.5,
        LogMeOfRandomWeights = 0.1,
        FrozenLayers = 3,
        FreezeEmbeddings = true,
        LayerwiseDecay = 1,
        LearningRateLow = 1e-4,
        LearningRateHigh = 1e-3,
        Reasons = ["The task is close."],
    };

    [Fact]
    public void The_finding_moves_the_beliefs_and_proposes_the_second_trial()
    {
        var rules = SearchBeginnings.Apply(Built("{}"), new HashSet<string>(), Close, [], []);

        Assert.Empty(rules.Validate());
        Assert.Equal(["baseline", "similarity"], rules.EnqueuedOrigins);
        Assert.Equal(1e-4, rules.Enqueued[0]["learningRate"].AsDouble());
        Assert.Equal(Close.LearningRate, rules.Enqueued[1]["learningRate"].AsDouble(), 1e-9);
        Assert.Equal(3, rules.Enqueued[1]["frozenLayers"].AsDouble());
        Assert.Equal(Close.LearningRate, rules.Space.Find("learningRate")!.Prior!.Center.AsDouble(), 1e-9);
        Assert.Equal(3, rules.Space.Find("frozenLayers")!.Prior!.Center.AsDouble());
    }

    [Fact]
    public void Without_a_finding_the_beliefs_rest_on_the_recommendation()
    {
        var rules = SearchBeginnings.Apply(Built("{}"), new HashSet<string>(), null, [], []);

        Assert.Single(rules.Enqueued);
        Assert.Equal(1e-4, rules.Space.Find("learningRate")!.Prior!.Center.AsDouble());
        Assert.Null(rules.Space.Find("frozenLayers")!.Prior);
    }

    [Fact]
    public void What_the_study_says_of_a_parameter_is_left_alone()
    {
        const string Study = """{"searchSpace":{"learningRate":{"low":2e-5,"high":4e-5,"log":true}}}""";

        var rules = SearchBeginnings.Apply(Built(Study), new HashSet<string> { "learningRate" }, Close, [], []);

        Assert.Null(rules.Space.Find("learningRate")!.Prior);
        Assert.True(rules.Space.Contains(rules.Enqueued[1]));
    }

    [Fact]
    public void Settings_that_were_good_across_tasks_follow_with_their_source_one_in_six_trials()
    {
        PortfolioSetting Good(string json) => new(System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(json)!, "somebody");
        PortfolioSetting[] portfolio = [Good("""{"learningRate":0.00003,"batchSize":64}"""), Good("""{"learningRate":0.5,"frozenLayers":2}"""), Good("""{"learningRate":0.0002}""")];

        var rules = SearchBeginnings.Apply(Built("{}"), new HashSet<string>(), null, [], portfolio);

        Assert.Empty(rules.Validate());
        Assert.Equal(["baseline", "portfolio (somebody)", "portfolio (somebody)"], rules.EnqueuedOrigins);
        Assert.Equal(3e-5, rules.Enqueued[1]["learningRate"].AsDouble());
        Assert.Equal(rules.Enqueued[0]["batchSize"], rules.Enqueued[1]["batchSize"]);
        Assert.Equal((1e-3, 2.0), (rules.Enqueued[2]["learningRate"].AsDouble(), rules.Enqueued[2]["frozenLayers"].AsDouble()));
        Assert.Single(SearchBeginnings.Apply(Built("""{"budget":{"trials":5}}"""), new HashSet<string>(), null, [], portfolio).Enqueued);
    }

    [Fact]
    public void Good_settings_of_earlier_studies_are_brought_into_the_space_with_their_origin()
    {
        var setting = ParameterSet.Of(("learningRate", ParameterValue.Of(5e-3)), ("frozenLayers", ParameterValue.Of(9L)), ("unknown", ParameterValue.Of(1L)));
        var earlier = new EarlierStudy("reviews-0123456789", "reviews", "text-classification", DateTimeOffset.UnixEpoch, [setting]);

        var rules = SearchBeginnings.Apply(Built("{}"), new HashSet<string>(), null, [earlier, earlier], []);

        Assert.Equal(["baseline", "transferred from reviews-0123456789"], rules.EnqueuedOrigins);
        Assert.Equal(rules.Enqueued[1], Assert.Single(rules.Earlier));
        Assert.Equal(1e-3, rules.Enqueued[1]["learningRate"].AsDouble());
        Assert.Equal(4, rules.Enqueued[1]["frozenLayers"].AsDouble());
        Assert.Empty(rules.Validate());
    }

    [Fact]
    public void A_study_of_few_trials_spends_none_on_proposals() =>
        Assert.Single(SearchBeginnings.Apply(Built("""{"budget":{"trials":3}}"""), new HashSet<string>(), Close, [], []).Enqueued);

    private static StudyRulesBuilder.Result Built(string study) =>
        StudyRulesBuilder.Build(StudyRequestReader.Read(study).Request.For(FineTune.Training.Tasks.FineTuningTask.Find("text-classification")), Settings);
}
