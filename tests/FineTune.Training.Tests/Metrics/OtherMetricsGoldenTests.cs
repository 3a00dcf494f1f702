using System.Text.Json;
using FineTune.Training.Metrics;
using static FineTune.Training.Tests.Metrics.MetricGoldens;

namespace FineTune.Training.Tests.Metrics;

/// <summary>Regression, correlation, perplexity, entities, intervals and tests: every case of their golden files.</summary>
public sealed class OtherMetricsGoldenTests
{
    [Fact]
    public void Regression_and_correlation_equal_the_libraries()
    {
        foreach (var golden in Cases("regression.json"))
        {
            var name = golden.GetProperty("name").GetString()!;
            var relative = name.Contains("large_offset", StringComparison.Ordinal) ? 1e-6 : 1e-10;
            var truth = Numbers(golden.GetProperty("y_true"));
            var predicted = Numbers(golden.GetProperty("y_pred"));
            foreach (var value in golden.GetProperty("values").EnumerateObject())
            {
                AssertEqual(value.Value, () => Regression(value.Name, truth, predicted), $"{name} {value.Name}", value.Name == "pearson_p" ? Math.Max(relative, 1e-9) : relative);
            }
        }
    }

    [Fact]
    public void Perplexity_weighs_batches_by_their_tokens()
    {
        foreach (var golden in Cases("perplexity.json"))
        {
            var perplexity = Perplexity.Of(Numbers(golden.GetProperty("mean_nll_per_batch")), [.. Integers(golden.GetProperty("tokens_per_batch"))]);
            AssertEqual(golden.GetProperty("token_weighted_nll"), () => perplexity.MeanLogLoss, "mean");
            AssertEqual(golden.GetProperty("perplexity"), () => perplexity.Value, "perplexity");
        }
    }

    [Fact]
    public void Entity_scores_equal_seqevals()
    {
        foreach (var golden in Cases("seqeval.json"))
        {
            var (truth, predicted) = (Sentences(golden.GetProperty("y_true")), Sentences(golden.GetProperty("y_pred")));
            var (actual, found) = (SpanMetrics.Read(truth), SpanMetrics.Read(predicted));
            Assert.Equal(Spans(golden.GetProperty("entities_true")), actual);
            Assert.Equal(Spans(golden.GetProperty("entities_pred")), found);
            var metrics = new SpanMetrics(actual, found);
            var strict = new SpanMetrics(SpanMetrics.ReadStrict(truth), SpanMetrics.ReadStrict(predicted)).Score(Averaging.Micro);
            foreach (var value in golden.GetProperty("values").EnumerateObject())
            {
                var what = $"{golden.GetProperty("name")} {value.Name}";
                switch (value.Name)
                {
                    case "accuracy":
                        AssertEqual(value.Value, () => SpanMetrics.TagAccuracy(truth, predicted), what);
                        break;
                    case "report":
                        Report(value.Value, metrics, what);
                        break;
                    case var name when name.StartsWith("strict", StringComparison.Ordinal):
                        AssertEqual(value.Value, () => Part(name.Split('_')[2], strict), what);
                        break;
                    default:
                        var parts = value.Name.Split('_');
                        AssertEqual(value.Value, () => Part(parts[0], metrics.Score(AveragingOf(parts[1]), parts[2] == "zd1" ? ZeroDivision.One : ZeroDivision.Zero)), what);
                        break;
                }
            }
        }
    }

    [Fact]
    public void Wilson_intervals_equal_the_formula()
    {
        foreach (var golden in Cases("intervals_and_tests.json", "wilson"))
        {
            var interval = WilsonInterval.Of(golden.GetProperty("successes").GetInt64(), golden.GetProperty("n").GetInt64(), golden.GetProperty("confidence").GetDouble());
            AssertEqual(golden.GetProperty("interval")[0], () => interval.Low, "low");
            AssertEqual(golden.GetProperty("interval")[1], () => interval.High, "high");
        }
    }

    [Fact]
    public void McNemar_tests_equal_the_libraries()
    {
        foreach (var golden in Cases("intervals_and_tests.json", "mcnemar"))
        {
            var test = McNemarTest.Of(golden.GetProperty("only_first_correct").GetInt32(), golden.GetProperty("only_second_correct").GetInt32());
            AssertEqual(golden.GetProperty("exact_p"), () => test.ExactP, "exact_p", 1e-9);
            AssertEqual(golden.GetProperty("mid_p"), () => test.MidP, "mid_p", 1e-9);
            AssertEqual(golden.GetProperty("chi2"), () => test.ChiSquare, "chi2");
            AssertEqual(golden.GetProperty("chi2_p"), () => test.ChiSquareP, "chi2_p", 1e-9);
            AssertEqual(golden.GetProperty("chi2_corrected"), () => test.CorrectedChiSquare, "chi2_corrected");
            AssertEqual(golden.GetProperty("chi2_corrected_p"), () => test.CorrectedChiSquareP, "chi2_corrected_p", 1e-9);
        }
    }

    [Fact]
    public void Bootstrap_intervals_equal_the_libraries()
    {
        foreach (var golden in Cases("intervals_and_tests.json", "bootstrap"))
        {
            var bootstrap = new PairedBootstrap(
                Numbers(golden.GetProperty("scores_first")),
                Numbers(golden.GetProperty("scores_second")),
                golden.GetProperty("indices").EnumerateArray().Select(Integers));
            AssertInterval(golden.GetProperty("percentile_95_first"), bootstrap.PercentileOfMean(), "percentile 95");
            AssertInterval(golden.GetProperty("percentile_90_first"), bootstrap.PercentileOfMean(0.9), "percentile 90");
            AssertInterval(golden.GetProperty("basic_95_first"), bootstrap.BasicOfMean(), "basic 95");
            AssertInterval(golden.GetProperty("percentile_95_difference"), bootstrap.PercentileOfDifference(), "difference");
            AssertEqual(golden.GetProperty("difference"), () => bootstrap.Difference, "difference");
            AssertEqual(golden.GetProperty("one_sided_p_first_not_better"), () => bootstrap.OneSidedP, "one-sided");
            AssertEqual(golden.GetProperty("two_sided_shifted_p"), () => bootstrap.TwoSidedP, "two-sided");
        }
    }

    [Fact]
    public void Drawn_resamples_depend_on_the_seed_only()
    {
        double[] first = [1, 0, 1, 1, 0, 1, 1, 0], second = [0, 0, 1, 1, 0, 1, 0, 0];
        Assert.Equal(PairedBootstrap.Draw(first, second, 50, 1).Differences, PairedBootstrap.Draw(first, second, 50, 1).Differences);
        Assert.NotEqual(PairedBootstrap.Draw(first, second, 50, 1).Differences, PairedBootstrap.Draw(first, second, 50, 2).Differences);
    }

    private static double Regression(string name, double[] truth, double[] predicted) => name switch
    {
        "mse" => RegressionMetrics.MeanSquaredError(truth, predicted),
        "rmse" => RegressionMetrics.RootMeanSquaredError(truth, predicted),
        "mae" => RegressionMetrics.MeanAbsoluteError(truth, predicted),
        "median_ae" => RegressionMetrics.MedianAbsoluteError(truth, predicted),
        "max_error" => RegressionMetrics.MaxError(truth, predicted),
        "r2" => RegressionMetrics.R2(truth, predicted),
        "explained_variance" => RegressionMetrics.ExplainedVariance(truth, predicted),
        "pearson" => Correlations.Pearson(truth, predicted),
        "pearson_p" => Correlations.PearsonP(truth, predicted),
        "spearman" => Correlations.Spearman(truth, predicted),
        "kendall_tau_b" => Correlations.KendallTauB(truth, predicted),
        _ => throw new InvalidOperationException($"Nothing computes '{name}'."),
    };

    private static void Report(JsonElement report, SpanMetrics metrics, string what)
    {
        foreach (var line in report.EnumerateObject())
        {
            var score = line.Name.EndsWith(" avg", StringComparison.Ordinal) ? metrics.Score(AveragingOf(line.Name.Split(' ')[0])) : metrics.Score(line.Name);
            AssertEqual(line.Value.GetProperty("precision"), () => score.Precision, $"{what} {line.Name}");
            AssertEqual(line.Value.GetProperty("recall"), () => score.Recall, $"{what} {line.Name}");
            AssertEqual(line.Value.GetProperty("f1-score"), () => score.F, $"{what} {line.Name}");
            Assert.Equal(line.Value.GetProperty("support").GetInt64(), score.Support);
        }
    }

    private static void AssertInterval(JsonElement expected, ConfidenceInterval actual, string what)
    {
        AssertEqual(expected[0], () => actual.Low, what);
        AssertEqual(expected[1], () => actual.High, what);
    }

    private static Averaging AveragingOf(string name) => name switch { "micro" => Averaging.Micro, "macro" => Averaging.Macro, _ => Averaging.Weighted };

    private static double Part(string name, ClassScore score) => name switch { "f1" => score.F, "precision" => score.Precision, _ => score.Recall };

    private static List<IReadOnlyList<string>> Sentences(JsonElement json) =>
        [.. json.EnumerateArray().Select(sentence => sentence.EnumerateArray().Select(tag => tag.GetString()!).ToArray())];

    private static IEnumerable<TextSpan> Spans(JsonElement json) =>
        json.EnumerateArray().Select(e => new TextSpan(e[0].GetString()!, e[1].GetInt32(), e[2].GetInt32()));
}
