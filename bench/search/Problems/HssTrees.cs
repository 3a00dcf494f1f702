using System.Globalization;
using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>A conditional space on real data: gradient-boosted trees of CIFAR-10 accuracy.</summary>
internal static class HssTrees
{
    public static Problem Create()
    {
        var file = SharedFiles.Json("tables", "hss_cifar10.json");
        var models = Enumerable.Range(0, 4).Select(i => new Lazy<(float Base, JsonElement[] Trees)>(() => Load(i))).ToArray();
        return new Problem("hss_cifar10", SpaceReader.Read(file.GetProperty("parameters")), -file.GetProperty("optimum").GetDouble(), -file.GetProperty("random_median").GetDouble(), set =>
        {
            var (softplus, decay) = (set["use_softplus_activation"].AsBoolean(), set["use_weight_decay"].AsBoolean());
            var x = new List<float> { (float)set["lr"].AsDouble(), set["two-more-blocks"].AsBoolean() ? 1 : 0 };
            if (softplus)
            {
                x.Add((float)set["softplus_beta"].AsDouble());
            }

            if (decay)
            {
                x.Add((float)set["weight_decay"].AsDouble());
            }

            var (score, trees) = models[(softplus ? 2 : 0) + (decay ? 1 : 0)].Value;
            foreach (var tree in trees)
            {
                score += Leaf(tree, x);
            }

            return -score;
        });
    }

    private static (float Base, JsonElement[] Trees) Load(int index)
    {
        var learner = SharedFiles.Json("tables", $"hss_cifar10_{index}.json.gz").GetProperty("learner");
        var score = float.Parse(learner.GetProperty("learner_model_param").GetProperty("base_score").GetString()!.Trim('[', ']'), CultureInfo.InvariantCulture);
        return (score, [.. learner.GetProperty("gradient_booster").GetProperty("model").GetProperty("trees").EnumerateArray()]);
    }

    private static float Leaf(JsonElement tree, List<float> x)
    {
        var node = 0;
        for (int left; (left = tree.GetProperty("left_children")[node].GetInt32()) >= 0;)
        {
            node = x[tree.GetProperty("split_indices")[node].GetInt32()] < tree.GetProperty("split_conditions")[node].GetSingle()
                ? left
                : tree.GetProperty("right_children")[node].GetInt32();
        }

        return tree.GetProperty("split_conditions")[node].GetSingle();
    }
}
