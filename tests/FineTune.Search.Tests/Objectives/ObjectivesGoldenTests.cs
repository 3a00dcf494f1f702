using System.Text.Json;
using FineTune.Search.Objectives;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Objectives;

public sealed class ObjectivesGoldenTests
{
    private static JsonElement Goldens => GoldenFiles.Optuna("multi_objective.json");

    [Fact]
    public void Ranks_fronts_and_crowding_distances_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("sort").EnumerateArray())
        {
            var losses = Points(golden, "values_minimize");
            var what = $"{golden.GetProperty("kind")} {golden.GetProperty("objectives")} x {losses.Length}";
            var ranks = Domination.Ranks(losses);
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("ranks")), ranks);
            Assert.Equal([.. golden.GetProperty("pareto_front").EnumerateArray().Select(item => item.GetBoolean())], ranks.Select(rank => rank == 0));
            var below = golden.GetProperty("ranks_n_below");
            Assert.Equal(GoldenFiles.Integers(below.GetProperty("ranks")), Domination.Ranks(losses, below.GetProperty("n_below").GetInt32()));
            int[] front = [.. Enumerable.Range(0, losses.Length).Where(row => ranks[row] == 0)];
            var distances = CrowdingDistance.Of([.. front.Select(row => losses[row])]);
            for (var i = 0; i < front.Length; i++)
            {
                Near.Equal(GoldenFiles.Number(golden.GetProperty("front0_crowding_distance").GetProperty($"{front[i]}")), distances[i], 1e-12, what);
            }
        }
    }

    [Fact]
    public void Hypervolumes_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("hypervolume").EnumerateArray())
        {
            Near.Equal(GoldenFiles.Number(golden.GetProperty("hypervolume")), Hypervolume.Of(Points(golden, "values_minimize"), GoldenFiles.Numbers(golden.GetProperty("reference_point"))), 1e-10, golden.ToString());
        }
    }

    [Fact]
    public void Greedy_subsets_are_worth_as_much_as_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("hssp").EnumerateArray())
        {
            var (losses, reference) = (Points(golden, "values_minimize"), GoldenFiles.Numbers(golden.GetProperty("reference_point")));
            var picked = HypervolumeSubset.Select(losses, golden.GetProperty("subset_size").GetInt32(), reference);
            Assert.Equal(golden.GetProperty("subset_size").GetInt32(), picked.Distinct().Count());
            Near.Equal(golden.GetProperty("hypervolume_of_selection").GetDouble(), Hypervolume.Of([.. picked.Select(row => losses[row])], reference), 1e-10, golden.ToString());
        }
    }

    [Fact]
    public void Constrained_ranks_and_elites_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("constrained").EnumerateArray())
        {
            var study = new OptunaStudy(golden);
            double[][] losses = [.. study.Trials.Select(trial => GoldenFiles.Numbers(trial.GetProperty("values"))
                .Select((value, i) => study.Directions[i] == FineTune.Search.Planning.Direction.Minimize ? value : -value).ToArray())];
            var penalty = GoldenFiles.Numbers(golden.GetProperty("penalty"));
            var ranks = Domination.Ranks(losses, penalty);
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("ranks")), ranks);
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("elite_population_of_6_in_order")), Elite.Select([.. study.Trials.Select(trial => GoldenFiles.Numbers(trial.GetProperty("values")))], ranks, 6));
            for (var a = 0; a < losses.Length; a++)
            {
                for (var b = 0; b < losses.Length; b++)
                {
                    Assert.Equal(golden.GetProperty("constrained_dominates")[a][b].GetInt32() == 1, Domination.Dominates(losses[a], penalty[a], losses[b], penalty[b]));
                    Assert.Equal(golden.GetProperty("dominates")[a][b].GetInt32() == 1, Domination.Dominates(losses[a], losses[b]));
                }
            }
        }
    }

    [Fact]
    public void Elites_equal_the_reference()
    {
        foreach (var golden in Goldens.GetProperty("elite").EnumerateArray())
        {
            var losses = Points(golden, "values_minimize");
            Assert.Equal(GoldenFiles.Integers(golden.GetProperty("elite_in_order")), Elite.Select(losses, Domination.Ranks(losses), golden.GetProperty("population_size").GetInt32()));
        }
    }

    private static double[][] Points(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(GoldenFiles.Numbers)];
}
