using System.Text.Json;
using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Tpe;
using FineTune.Search.Spaces;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers.Tpe;

public sealed class TpeGoldenTests
{
    public static TheoryData<string> Files => ["tpe_v5_multivariate.json", "tpe_v5_univariate.json", "tpe_v5_liar_off.json", "tpe_v49_multivariate.json", "tpe_v49_univariate.json"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Splits_kernels_weights_and_densities_equal_the_reference(string file)
    {
        var histories = GoldenFiles.Optuna("tpe_histories.json").GetProperty("histories").EnumerateArray()
            .ToDictionary(history => history.GetProperty("name").GetString()!, StringComparer.Ordinal);
        var checkedCases = 0;
        foreach (var golden in GoldenFiles.Optuna(file).GetProperty("cases").EnumerateArray())
        {
            var name = golden.GetProperty("history").GetString()!;
            var study = new OptunaStudy(histories[name]);
            Check(golden, study, file.Contains("v49", StringComparison.Ordinal), $"{file} {name} {golden.GetProperty("space")}");
            checkedCases++;
        }

        Assert.True(checkedCases > 0);
    }

    [Fact]
    public void Good_set_sizes_and_age_weights_equal_the_reference()
    {
        var golden = GoldenFiles.Optuna("tpe_gamma_weights.json");
        foreach (var row in golden.GetProperty("gamma").EnumerateArray())
        {
            Assert.Equal(row[1].GetInt32(), TpeRules.Optuna5.GoodCount(row[0].GetInt32()));
            Assert.Equal(row[2].GetInt32(), TpeRules.Optuna5.GoodCountOfSeveral(row[0].GetInt32()));
            Assert.Equal(row[3].GetInt32(), TpeRules.GoodCountOfHyperopt(row[0].GetInt32()));
        }

        foreach (var entry in golden.GetProperty("weights").EnumerateObject())
        {
            Near.Equal(GoldenFiles.Numbers(entry.Value), AgeWeights.Of(int.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture)), 1e-12, $"weights {entry.Name}");
        }
    }

    private static void Check(JsonElement golden, OptunaStudy study, bool v49, string what)
    {
        var rules = TpeRules.Optuna5 with
        {
            Multivariate = golden.GetProperty("multivariate").GetBoolean(),
            ConstantLiar = golden.GetProperty("constant_liar").GetBoolean(),
            AvoidFailed = false,
            BoundsSeveral = v49,
            Bandwidth = v49 && golden.GetProperty("multivariate").GetBoolean() ? BandwidthRule.ShrinkingWithCount : BandwidthRule.NeighbourGap,
        };
        var table = study.Table(published: rules.Multivariate, missingViolates: v49);
        var oneObjective = study.Directions.Length == 1;
        var split = TpeSplit.Of(table, rules);
        Assert.True(GoldenFiles.Integers(golden.GetProperty("below")).AsSpan().SequenceEqual(split.Good), $"{what}: below {string.Join(",", split.Good)} for {golden.GetProperty("below")}");
        Assert.True(GoldenFiles.Integers(golden.GetProperty("above")).AsSpan().SequenceEqual(split.Bad), what + ": above");

        if (!golden.TryGetProperty("points", out var points) || !golden.TryGetProperty("l", out _))
        {
            return;
        }

        int[] columns = [.. golden.GetProperty("space").EnumerateArray().Select(name => study.Space.Parameters.IndexOf(study.Space.Find(name.GetString()!)!))];
        var log = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (set, rowsName) in new[] { ("l", "below_used"), ("g", "above_used") })
        {
            // With several objectives and 4.9's rules the good set's weights come from hypervolumes: taken from the file.
            var given = oneObjective ? null : GivenWeights(golden.GetProperty(set).GetProperty("weights"));
            var estimator = new ParzenEstimator(study.Space, columns, table, GoldenFiles.Integers(golden.GetProperty(rowsName)), rules, given);
            CheckEstimator(golden, set, estimator, $"{what} {set}");
            log[set] = Densities(study.Space, columns, points, estimator);
            var key = golden.TryGetProperty($"log_{set}_stable", out _) ? $"log_{set}_stable" : $"log_{set}";
            Near.Equal(GoldenFiles.Numbers(golden.GetProperty(key)), log[set], 1e-9, $"{what} {key}");
        }

        var bestKey = golden.TryGetProperty("best_index_stable", out _) ? "best_index_stable" : "best_index";
        var scores = log["l"].Zip(log["g"], (l, g) => l - g).ToArray();
        Assert.True(scores.Max() - scores[golden.GetProperty(bestKey).GetInt32()] < 1e-9, what + ": best");
    }

    private static double[] GivenWeights(JsonElement weights)
    {
        var all = weights.TryGetProperty("values", out var values)
            ? GoldenFiles.Numbers(values)
            : [.. Enumerable.Repeat(weights.GetProperty("all_equal").GetDouble(), weights.GetProperty("n").GetInt32())];
        return [.. all[..^1].Select(weight => weight / all[^1])];
    }

    private static void CheckEstimator(JsonElement golden, string set, ParzenEstimator estimator, string what)
    {
        var weights = golden.GetProperty(set).GetProperty("weights");
        if (weights.TryGetProperty("values", out var values))
        {
            Near.Equal(GoldenFiles.Numbers(values), estimator.Weights.ToArray(), 1e-12, what + " weights");
        }
        else
        {
            Near.Equal(weights.GetProperty("all_equal").GetDouble(), estimator.Weights[0], 1e-12, what + " weight");
            Assert.Equal(weights.GetProperty("n").GetInt32(), estimator.Weights.Length);
        }

        var d = 0;
        foreach (var dimension in golden.GetProperty(set).GetProperty("dims").EnumerateArray())
        {
            var parameter = dimension.GetProperty("param").GetString()!;
            switch (estimator.Dimensions[d++])
            {
                case CategoricalDimension categorical:
                    Near.Equal(dimension.GetProperty("row_off").GetDouble(), categorical.Unobserved, 1e-12, $"{what} {parameter} row_off");
                    Near.Equal(dimension.GetProperty("row_on").GetDouble(), categorical.Observed, 1e-12, $"{what} {parameter} row_on");
                    break;
                case ContinuousDimension continuous:
                    CheckKernels(golden, set, dimension, parameter, continuous.Means, continuous.Sigmas, what);
                    break;
                case SteppedDimension stepped:
                    CheckKernels(golden, set, dimension, parameter, stepped.Means, stepped.Sigmas, what);
                    break;
                default:
                    Assert.Fail("unknown kind of dimension");
                    break;
            }
        }
    }

    private static void CheckKernels(JsonElement golden, string set, JsonElement dimension, string parameter, double[] means, double[] sigmas, string what)
    {
        Near.Equal(GoldenFiles.Numbers(dimension.GetProperty("mus")), means, 1e-12, $"{what} {parameter} mus");
        var expected = golden.TryGetProperty("sigmas_stable", out var stable) && stable.TryGetProperty(set, out var ofSet) && ofSet.TryGetProperty(parameter, out var values)
            ? values
            : dimension.GetProperty("sigmas");
        Near.Equal(InOrder(means, GoldenFiles.Numbers(expected)), InOrder(means, sigmas), 1e-12, $"{what} {parameter} sigmas");
    }

    /// <summary>Sorted among equal observations: which of them has which width hangs on the reference's unstable sort.</summary>
    private static double[] InOrder(double[] means, double[] sigmas) =>
        [.. means.Zip(sigmas).OrderBy(pair => pair.First).ThenBy(pair => pair.Second).Select(pair => pair.Second)];

    private static double[] Densities(SearchSpace space, int[] columns, JsonElement points, ParzenEstimator estimator)
    {
        var byColumn = columns.Select(column => GoldenFiles.Numbers(points.GetProperty(space.Parameters[column].Name))).ToArray();
        return [.. Enumerable.Range(0, byColumn[0].Length).Select(i =>
            estimator.LogDensity([.. columns.Select((column, d) => Encode(space.Parameters[column], byColumn[d][i]))]))];
    }

    private static double Encode(Parameter parameter, double value) =>
        parameter is FloatParameter { Log: true } or IntegerParameter { Log: true } ? Math.Log(value) : value;
}
