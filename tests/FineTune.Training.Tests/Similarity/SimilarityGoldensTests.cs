using System.Globalization;
using System.Text.Json;
using FineTune.Training.Checkpoints;
using FineTune.Training.Models;
using FineTune.Training.Similarity;
using FineTune.Training.Tests.Metrics;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Similarity;

/// <summary>Probes and LogME against scikit-learn and against another way to the same maximum, as the goldens' README says.</summary>
public sealed class SimilarityGoldensTests
{
    private static string Root => Path.Combine(SharedFiles.Goldens, "similarity");

    [Fact]
    public void LogMe_equals_every_recorded_maximum()
    {
        foreach (var golden in Read("logme.json").GetProperty("cases").EnumerateArray())
        {
            var rows = golden.GetProperty("rows").GetString() == "all" ? [.. Enumerable.Range(0, Splits.Length)] : RowsOf("train");
            var features = Features(golden).Take(rows);
            var name = golden.GetProperty("target").GetString()!;
            var values = name == "labels_one_hot" ? [] : Target(name);
            var targets = name == "labels_one_hot" ? LogMe.OneHot([.. rows.Select(row => Labels[row])], Labels.Max() + 1) : [[.. rows.Select(row => values[row])]];
            var tolerance = golden.GetProperty("maximum_at_edge").EnumerateArray().Any(edge => edge.GetBoolean()) ? 1e-4 : 1e-6;

            var score = LogMe.Score(features, targets);

            Near(golden.GetProperty("log_me").GetDouble(), score, tolerance, $"{Name(golden)} {name} {rows.Length} rows");
        }
    }

    [Fact]
    public void The_linear_probe_equals_logistic_regression()
    {
        var (train, test) = (RowsOf("train"), RowsOf("test"));
        foreach (var golden in Read("linear_probe.json").GetProperty("cases").EnumerateArray())
        {
            var (fit, held) = (Features(golden).Take(train), Features(golden).Take(test));
            if (golden.GetProperty("standardized").GetBoolean())
            {
                var (means, deviations) = fit.Moments();
                (fit, held) = (fit.Standardized(means, deviations), held.Standardized(means, deviations));
            }

            var what = $"{Name(golden)} C {golden.GetProperty("C")}";
            var probe = LinearProbe.Fit(fit, [.. train.Select(row => Labels[row])], Labels.Max() + 1, golden.GetProperty("C").GetDouble());

            var objective = golden.GetProperty("objective_at_optimum").GetDouble();
            Near(objective, probe.Objective, 1e-4 * objective, what);
            foreach (var (expected, actual) in MetricGoldens.Numbers(golden.GetProperty("first_test_row_probabilities")).Zip(probe.Probabilities(held.Row(0))))
            {
                Near(expected, actual, 1e-4, what);
            }

            if (golden.GetProperty("smallest_top2_margin_of_probabilities").GetDouble() >= 1e-3)
            {
                Assert.Equal(MetricGoldens.Integers(golden.GetProperty("test_predictions")), probe.Predict(held));
            }
        }
    }

    [Fact]
    public void Cross_validation_chooses_the_penalty_that_is_near_the_best_for_new_rows()
    {
        var (train, test) = (RowsOf("train"), RowsOf("test"));
        foreach (var golden in Read("linear_probe.json").GetProperty("ridge").EnumerateArray())
        {
            var target = Target(golden.GetProperty("target").GetString()!);
            double[] Of(int[] rows) => [.. rows.Select(row => target[row])];
            var (fit, held) = (Features(golden).Take(train), Features(golden).Take(test));
            var best = Enumerable.Range(-2, 9).Max(power => RidgeProbe.Fit(fit, Of(train), Math.Pow(10, power)).RSquared(held, Of(test)));

            var chosen = RidgeProbe.FitByCrossValidation(fit, Of(train)).RSquared(held, Of(test));

            Assert.True(chosen > best - 0.1, $"{Name(golden)}: {chosen} of {best}");
        }
    }

    [Fact]
    public void The_ridge_probe_equals_ridge_regression()
    {
        var (train, test) = (RowsOf("train"), RowsOf("test"));
        foreach (var golden in Read("linear_probe.json").GetProperty("ridge").EnumerateArray())
        {
            var target = Target(golden.GetProperty("target").GetString()!);
            double[] Of(int[] rows) => [.. rows.Select(row => target[row])];
            var probe = RidgeProbe.Fit(Features(golden).Take(train), Of(train), golden.GetProperty("ridge_alpha").GetDouble());

            Near(golden.GetProperty("intercept").GetDouble(), probe.Intercept, 1e-7, Name(golden));
            Near(golden.GetProperty("coef_norm").GetDouble(), probe.WeightNorm, 1e-7, Name(golden));
            Near(golden.GetProperty("train_r2").GetDouble(), probe.RSquared(Features(golden).Take(train), Of(train)), 1e-8, Name(golden));
            Near(golden.GetProperty("test_r2").GetDouble(), probe.RSquared(Features(golden).Take(test), Of(test)), 1e-8, Name(golden));
        }
    }

    [Fact]
    public void Frozen_features_of_the_real_encoder_equal_the_recorded_ones()
    {
        var folder = Path.Combine(SharedFiles.Root, "data", "w-minilm-l6");
        Assert.SkipUnless(Directory.Exists(folder), "The encoder w-minilm-l6 is not at hand.");
        var tokenizer = Tokenizer.Load(folder);
        var tokens = Texts.Select(text =>
        {
            var ids = new List<int>();
            tokenizer.EncodeIds(text, ids, 128);
            return ids.ToArray();
        }).ToList();
        var given = Read("rows.json");
        Assert.Equal(given.GetProperty("token_ids_first_3").EnumerateArray().Select(MetricGoldens.Integers), tokens.Take(3));
        using var model = PretrainedModel.Load(folder, ModelTask.SequenceClassification, null, WeightOptions.Cpu(0));

        var features = FrozenFeatures.OfTexts(model, tokens);

        using var file = SafetensorsFile.Open(Path.Combine(Root, "features.safetensors"));
        var expected = file.ReadSingles(file["minilm"]);
        Assert.True(expected.Zip(features.Values.ToArray()).Max(pair => Math.Abs(pair.First - pair.Second)) <= 1e-4);
    }

    private int[] Labels => field ??= MetricGoldens.Integers(Read("rows.json").GetProperty("label"));

    private string[] Texts => field ??= [.. Read("rows.json").GetProperty("text").EnumerateArray().Select(text => text.GetString()!)];

    private string[] Splits => field ??= [.. Read("rows.json").GetProperty("split").EnumerateArray().Select(split => split.GetString()!)];

    private static JsonElement Read(string name) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(Root, name)));

    private static string Name(JsonElement golden) => golden.GetProperty("features").GetString()!;

    private int[] RowsOf(string split) => [.. Splits.Index().Where(entry => entry.Item == split).Select(entry => entry.Index)];

    private double[] Target(string name) => name == "word_count"
        ? [.. Texts.Select(text => (double)text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length)]
        : [.. Texts.Select(text => Math.Log(text.EnumerateRunes().Count()))];

    private static FeatureMatrix Features(JsonElement golden)
    {
        using var file = SafetensorsFile.Open(Path.Combine(Root, "features.safetensors"));
        var entry = file[Name(golden)];
        return new FeatureMatrix([.. file.ReadSingles(entry).Select(value => (double)value)], (int)entry.Shape[1]);
    }

    private static void Near(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance, string.Create(CultureInfo.InvariantCulture, $"{what}: {actual:R} expected {expected:R}"));
}
