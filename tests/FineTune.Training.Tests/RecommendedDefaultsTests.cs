using FineTune.Training.Models;

namespace FineTune.Training.Tests;

public sealed class RecommendedDefaultsTests
{
    public static TheoryData<string, string> Methods =>
        [.. ModelFamily.Supported.SelectMany(type => new[] { (type, RecommendedDefaults.FullMethod), (type, RecommendedDefaults.LoraMethod) }).Where(IsText)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_supported_architecture_has_settings_with_a_source_for_every_value(string type, string method)
    {
        using var task = new TinyTask();
        var (_, config) = ModelFolder.ReadConfig(task.ModelFolder);
        foreach (var size in new[] { 128, 384, 768, 4096 })
        {
            var settings = RecommendedDefaults.For(config with { ModelType = type, HiddenSize = size, Layers = 6 }, method);
            Assert.All(settings.Sources.Values, s => Assert.NotEmpty(s));
            Assert.All(settings.Ranges, r => Assert.NotEmpty(r.Source));
            Assert.Superset(new HashSet<string> { "learningRate", "batchSize", "epochs", "warmupRatio", "weightDecay", "schedule" }, settings.Sources.Keys.ToHashSet());
            Assert.Equal(method == RecommendedDefaults.LoraMethod, settings.Hyperparameters.LoraRank > 0);
        }
    }

    [Fact]
    public void Every_recommended_value_lies_in_its_own_range()
    {
        foreach (var family in RecommendedDefaults.Table())
        {
            var values = family["hyperparameters"]!.AsObject();
            foreach (var range in family["ranges"]!.AsArray().Where(r => values.ContainsKey((string)r!["name"]!)))
            {
                var value = values[(string)range!["name"]!]!["value"]!;
                if (range["choices"] is { } choices)
                {
                    Assert.Contains(choices.AsArray(), choice => choice!.ToJsonString() == value.ToJsonString());
                }
                else
                {
                    Assert.InRange((double)value, (double)range["low"]!, (double)range["high"]!);
                }
            }
        }
    }

    [Fact]
    public void A_portfolio_is_short_has_sources_and_lies_in_the_ranges_of_its_family()
    {
        var families = RecommendedDefaults.Table().Where(family => family.ContainsKey("portfolio")).ToList();
        Assert.NotEmpty(families);
        foreach (var family in families)
        {
            var portfolio = family["portfolio"]!.AsArray();
            Assert.InRange(portfolio.Count, 1, 4);
            foreach (var setting in portfolio)
            {
                Assert.NotEmpty((string)setting!["source"]!);
                foreach (var (name, value) in setting["values"]!.AsObject())
                {
                    var range = family["ranges"]!.AsArray().Single(range => (string)range!["name"]! == name)!;
                    Assert.True(
                        range["choices"]?.AsArray().Any(choice => choice!.ToJsonString() == value!.ToJsonString())
                            ?? ((double)value! >= (double)range["low"]! && (range["high"] is not { } high || (double)value! <= (double)high)),
                        $"{(string)family["name"]!}: {name} {value}");
                }
            }
        }

        using var task = new TinyTask();
        var (_, config) = ModelFolder.ReadConfig(task.ModelFolder);
        Assert.Equal(2, RecommendedDefaults.For(config with { ModelType = "bert", HiddenSize = 768 }).Portfolio.Count);
    }

    [Fact]
    public void Freezing_is_offered_up_to_a_share_of_the_layers_and_adapters_get_the_larger_rate()
    {
        using var task = new TinyTask();
        var (_, config) = ModelFolder.ReadConfig(task.ModelFolder);
        var model = config with { HiddenSize = 768, Layers = 12 };

        var full = RecommendedDefaults.For(model);
        var adapted = RecommendedDefaults.For(model, RecommendedDefaults.LoraMethod);

        Assert.Equal(9, full.Ranges.Single(r => r.Name == "frozenLayers").High);
        Assert.True(adapted.Hyperparameters.LearningRate > 5 * full.Hyperparameters.LearningRate);
    }

    private static bool IsText((string Type, string Method) entry) => entry.Type is not ("vit" or "deit" or "resnet" or "convnext") || entry.Method == RecommendedDefaults.FullMethod;
}
