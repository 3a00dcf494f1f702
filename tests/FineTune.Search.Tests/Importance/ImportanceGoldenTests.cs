using System.Text.Json;
using FineTune.Search.Importance;
using FineTune.Search.Planning;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Importance;

public sealed class ImportanceGoldenTests
{
    [Fact]
    public void Ped_anova_equals_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("importance.json").GetProperty("cases").EnumerateArray())
        {
            var (study, observations) = (new OptunaStudy(golden), Observations(golden));
            foreach (var setting in golden.GetProperty("ped_anova").EnumerateObject())
            {
                var words = setting.Name.Split('_');
                var importances = PedAnova.Of(study.Space, observations, new PedAnovaRules
                {
                    TargetQuantile = double.Parse(words[0]["target".Length..], null),
                    RegionQuantile = double.Parse(words[1]["region".Length..], null),
                    Local = words[2] == "local",
                }).ToDictionary(importance => importance.Name);
                Assert.Equal(setting.Value.GetProperty("raw").EnumerateObject().Count(), importances.Count);
                foreach (var expected in setting.Value.GetProperty("raw").EnumerateObject())
                {
                    Near.Equal(expected.Value.GetDouble(), importances[expected.Name].Raw, 1e-9, $"{golden.GetProperty("name")} {setting.Name} {expected.Name}");
                    Near.Equal(setting.Value.GetProperty("normalized").GetProperty(expected.Name).GetDouble(), importances[expected.Name].Share, 1e-9, $"{golden.GetProperty("name")} {setting.Name} {expected.Name} normalized");
                }
            }
        }
    }

    [Theory]
    [InlineData("fanova")]
    [InlineData("mdi")]
    public void Forests_agree_with_the_reference(string method)
    {
        foreach (var golden in GoldenFiles.Optuna("importance.json").GetProperty("cases").EnumerateArray())
        {
            var (study, observations) = (new OptunaStudy(golden), Observations(golden));
            var importances = method == "fanova"
                ? ForestImportance.Fanova(study.Space, observations, 5, conditional: false)
                : ForestImportance.MeanDecreaseImpurity(study.Space, observations, 5, conditional: false);
            var reference = golden.GetProperty(method);
            if (reference.TryGetProperty("error", out _))
            {
                Assert.Empty(importances);
                continue;
            }

            var names = reference.GetProperty("params").EnumerateArray().Select(name => name.GetString()!).ToArray();
            var (mean, deviation) = (GoldenFiles.Numbers(reference.GetProperty("mean")), GoldenFiles.Numbers(reference.GetProperty("std")));
            if (importances.Count == 0)
            {
                // Where nothing varies the reference says "all alike".
                Assert.All(deviation, value => Assert.Equal(0, value));
                continue;
            }

            Assert.Equal(names.Order(StringComparer.Ordinal), importances.Select(importance => importance.Name).Order(StringComparer.Ordinal));
            for (var i = 0; i < names.Length; i++)
            {
                var share = importances.Single(importance => importance.Name == names[i]).Share;
                Assert.True(Math.Abs(share - mean[i]) <= (4 * deviation[i]) + 0.02, $"{golden.GetProperty("name")} {names[i]}: {share} for {mean[i]}");
            }
        }
    }

    [Fact]
    public void Variances_of_given_trees_equal_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("fanova_trees.json").GetProperty("cases").EnumerateArray())
        {
            var tree = new RegressionTree(
                [.. GoldenFiles.Integers(golden.GetProperty("feature")).Select(feature => Math.Max(feature, -1))], GoldenFiles.Numbers(golden.GetProperty("threshold")),
                GoldenFiles.Integers(golden.GetProperty("left")), GoldenFiles.Integers(golden.GetProperty("right")), GoldenFiles.Numbers(golden.GetProperty("value")));
            var variance = new TreeVariance(tree, Bounds(golden));
            var total = golden.GetProperty("variance").GetDouble();
            Assert.True(Math.Abs(variance.Total - total) <= 1e-9 * total);
            var marginal = GoldenFiles.Numbers(golden.GetProperty("marginal_variance"));
            for (var i = 0; i < marginal.Length; i++)
            {
                var actual = variance.Of(GoldenFiles.Integers(golden.GetProperty("columns_of_param")[i]));
                Assert.True(Math.Abs(actual - marginal[i]) <= 1e-9 * Math.Max(marginal[i], 1e-6), $"{golden.GetProperty("study")} {i}: {actual} for {marginal[i]}");
            }
        }
    }

    [Fact]
    public void Grown_trees_are_those_of_the_reference()
    {
        var studies = GoldenFiles.Optuna("importance.json").GetProperty("cases").EnumerateArray().ToDictionary(golden => golden.GetProperty("name").GetString()!);
        foreach (var golden in GoldenFiles.Optuna("fanova_trees.json").GetProperty("cases").EnumerateArray())
        {
            var name = golden.GetProperty("study").GetString()!;
            var observations = Observations(studies[name]).Where(observation => observation.IsFinite).ToList();
            var inputs = TreeInputs.Of(new OptunaStudy(studies[name]).Space, [.. observations.Select(observation => observation.Parameters)]);
            Assert.Equal(Bounds(golden), inputs.Bounds);
            Near.Equal(GoldenFiles.Numbers(golden.GetProperty("first_row_encoded")), [.. inputs.Columns.Select(column => (double)column[0])], 1e-6, $"{name} first row");
            var sign = studies[name].GetProperty("directions")[0].GetString() == "maximize" ? -1 : 1;
            var tree = TreeGrowth.Grow(inputs.Columns, [.. observations.Select(observation => sign * observation.Losses[0])], [.. observations.Select(_ => 1.0)], golden.GetProperty("max_depth").GetInt32());
            Assert.Equal(Leaves(GoldenFiles.Integers(golden.GetProperty("left")), GoldenFiles.Integers(golden.GetProperty("n_node_samples")), GoldenFiles.Numbers(golden.GetProperty("value"))), Leaves(tree.Left, tree.Rows, tree.Value));
        }
    }

    /// <summary>Where two columns split alike (the two of a flag), the library takes either; the leaves are the same.</summary>
    private static string Leaves(int[] left, int[] rows, double[] values) => string.Join('\n',
        Enumerable.Range(0, left.Length).Where(node => left[node] < 0).Select(node => $"{rows[node]} rows {values[node]:F9}").Order(StringComparer.Ordinal));

    private static (double Low, double High)[] Bounds(JsonElement golden) =>
        [.. golden.GetProperty("bounds").EnumerateArray().Select(pair => (pair[0].GetDouble(), pair[1].GetDouble()))];

    private static List<Observation> Observations(JsonElement golden)
    {
        var directions = new OptunaStudy(golden).Directions;
        return [.. golden.GetProperty("trials").EnumerateArray()
            .Where(trial => trial.GetProperty("state").GetString() == "complete")
            .Select(trial => new Observation(OptunaStudy.Parameters(trial), [.. GoldenFiles.Numbers(trial.GetProperty("values"))
                .Select((value, i) => directions[i] == Direction.Minimize ? value : -value)]))];
    }
}
