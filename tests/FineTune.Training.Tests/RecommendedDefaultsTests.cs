using FineTune.Training.Models;

namespace FineTune.Training.Tests;

public sealed class RecommendedDefaultsTests
{
    [Fact]
    public void Every_supported_architecture_has_settings_with_a_source_for_every_value()
    {
        using var task = new TinyTask();
        var (_, config) = ModelFolder.ReadConfig(task.ModelFolder);
        foreach (var type in ModelFamily.Supported)
        {
            foreach (var size in new[] { 128, 384, 768 })
            {
                var settings = RecommendedDefaults.For(config with { ModelType = type, HiddenSize = size, Layers = 6 });
                Assert.All(settings.Sources.Values, s => Assert.NotEmpty(s));
                Assert.All(settings.Ranges, r => Assert.NotEmpty(r.Source));
                Assert.Contains("learningRate", settings.Sources.Keys);
                Assert.True(settings.Ranges.Single(r => r.Name == "frozenLayers").High is >= 1 and <= 6);
                var rate = settings.Ranges.Single(r => r.Name == "learningRate");
                Assert.InRange(settings.Hyperparameters.LearningRate, rate.Low, rate.High);
            }
        }
    }
}
