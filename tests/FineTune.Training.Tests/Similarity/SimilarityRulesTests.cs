using FineTune.Training.Similarity;

namespace FineTune.Training.Tests.Similarity;

public sealed class SimilarityRulesTests
{
    private static readonly RecommendedSettings Settings = new(
        "test",
        new Hyperparameters { LearningRate = 1e-4 },
        [
            new RecommendedRange { Name = "learningRate", Kind = "float", Low = 1e-6, High = 1e-2, Log = true, Source = "s" },
            new RecommendedRange { Name = "frozenLayers", Kind = "integer", Low = 0, High = 8, Source = "s" },
        ],
        new Dictionary<string, string>());

    [Theory]
    [InlineData(0.95, 0.6, 0.2, 3.0, Closeness.Close, 8, 1e-4, 1e-2)]
    [InlineData(0.95, 0.6, 0.2, 9.0, Closeness.Medium, 6, 1e-5, 1e-3)]
    [InlineData(0.70, 0.6, 0.2, 3.0, Closeness.Medium, 6, 1e-5, 1e-3)]
    [InlineData(0.30, 0.6, 0.2, 3.0, Closeness.Different, 0, 1e-6, 1e-4)]
    [InlineData(0.95, 0.1, 0.2, 3.0, Closeness.Different, 0, 1e-6, 1e-4)]
    public void The_measured_numbers_decide_what_is_frozen_and_where_the_search_begins(
        double probe, double logMe, double random, double loss, Closeness closeness, int frozen, double low, double high)
    {
        var signals = new SimilaritySignals(300, 100, probe, 0.5, 0.1, logMe, random, new LanguageModelLoss("masked", loss, 7));

        var finding = SimilarityRules.Propose(signals, Settings, layers: 12);

        Assert.Equal(closeness, finding.Closeness);
        Assert.Equal(frozen, finding.FrozenLayers);
        Assert.Equal(low, finding.LearningRateLow, 1e-12);
        Assert.Equal(high, finding.LearningRateHigh, 1e-12);
        Assert.Equal(Math.Sqrt(low * high), finding.LearningRate, 1e-12);
        Assert.Equal(4, finding.Reasons.Count);
    }

    [Theory]
    [InlineData(ProbeMeasure.Images, "0.950 of 100 validation images right", "nats an image")]
    [InlineData(ProbeMeasure.Words, "the most frequent tag alone 0.100", "nats a word")]
    [InlineData(ProbeMeasure.Labels, "0.950 of the labels of 100 validation rows right", "explain the labels")]
    [InlineData(ProbeMeasure.Variance, "explains 0.950 of the variance of 100 validation rows", "explain the numbers")]
    public void The_reasons_speak_of_what_was_measured(ProbeMeasure measure, string probe, string evidence)
    {
        var signals = new SimilaritySignals(300, 100, 0.95, 0.5, 0.1, 0.6, 0.2, Language: null) { Measure = measure };

        var finding = SimilarityRules.Propose(signals, Settings, layers: 12);

        Assert.Equal(measure, finding.Measure);
        Assert.Contains(probe, finding.Reasons[0], StringComparison.Ordinal);
        Assert.Contains(evidence, finding.Reasons[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_language_modelling_head_the_probe_alone_decides()
    {
        var signals = new SimilaritySignals(300, 100, 0.95, 0.5, 0.1, 0.6, 0.2, Language: null);

        var finding = SimilarityRules.Propose(signals, Settings, layers: 12);

        Assert.Equal(Closeness.Close, finding.Closeness);
        Assert.Null(finding.LanguageLoss);
        Assert.Equal(3, finding.Reasons.Count);
    }
}
