using System.Text.Json;
using FineTune.Search.Objectives;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers.Gaussian;

/// <summary>Acquisition beside running trials and over several objectives against the reference.</summary>
public sealed class GaussianBatchGoldenTests
{
    [Fact]
    public void Improvement_beside_running_trials_equals_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("gp_multi.json").GetProperty("q_log_ei").EnumerateArray())
        {
            var process = Process(golden, golden, GoldenFiles.Numbers(golden.GetProperty("standardized_y")));
            var batch = new BatchImprovement(process, Points(golden, "running_x"), Points(golden, "normal_samples"), golden.GetProperty("threshold").GetDouble());
            var fantasies = Points(golden, "fantasies");
            for (var sample = 0; sample < fantasies.Length; sample++)
            {
                Near.Equal(fantasies[sample], batch.Fantasies[sample], 1e-8, $"{golden.GetProperty("name")} fantasies {sample}");
            }

            Near.Equal(GoldenFiles.Numbers(golden.GetProperty("q_log_ei")), [.. Points(golden, "query_points").Select(point => batch.Log(point))], 1e-8, $"{golden.GetProperty("name")}");
        }
    }

    [Fact]
    public void Hypervolume_improvement_equals_the_reference()
    {
        foreach (var golden in GoldenFiles.Optuna("gp_multi.json").GetProperty("log_ehvi").EnumerateArray())
        {
            var observed = Points(golden, "standardized_y_maximize");
            var processes = golden.GetProperty("kernel_parameters").EnumerateArray()
                .Select((parameters, objective) => Process(golden, parameters, [.. observed.Select(values => values[objective])])).ToArray();
            var improvement = new HypervolumeImprovement(processes, observed, GoldenFiles.Numbers(golden.GetProperty("reference_point_minimize")), Points(golden, "normal_samples"));
            var expected = GoldenFiles.Numbers(golden.GetProperty("log_ehvi"));
            double[] actual = [.. Points(golden, "query_points").Select(improvement.Log)];
            for (var i = 0; i < expected.Length; i++)
            {
                // Past two objectives there are several ways to cut the space into boxes, and each box adds its least value of 1e-12 by objective:
                // what is hardly more than these differs by how many boxes there are.
                var (low, tolerance) = observed[0].Length == 2 ? (double.NegativeInfinity, 1e-8) : (-12, 1e-6);
                Near.Equal(expected[i] > low ? expected[i] : Math.Exp(expected[i]), expected[i] > low ? actual[i] : Math.Exp(actual[i]), tolerance, $"{golden.GetProperty("name")} {i}");
            }
        }
    }

    [Fact]
    public void Boxes_fill_what_the_front_leaves()
    {
        foreach (var golden in GoldenFiles.Optuna("multi_objective.json").GetProperty("hypervolume").EnumerateArray())
        {
            var (losses, reference) = (Points(golden, "values_minimize"), GoldenFiles.Numbers(golden.GetProperty("reference_point")));
            if (!Array.TrueForAll(reference, double.IsFinite) || losses.Length > 8 || losses.Any(point => !Array.TrueForAll(point, double.IsFinite)))
            {
                continue;
            }

            double[] floor = [.. reference.Select((bound, i) => Math.Min(bound, losses.Min(point => point[i])) - 1)];
            var whole = reference.Zip(floor, (high, low) => high - low).Aggregate(1.0, (volume, side) => volume * side);
            var left = NonDominatedBoxes.Of(losses, reference).Sum(box => box.High.Zip(box.Low.Zip(floor, Math.Max), (high, low) => Math.Max(0, high - low)).Aggregate(1.0, (volume, side) => volume * side));
            Near.Equal(whole - Hypervolume.Of(losses, reference), left, 1e-9, golden.ToString());
        }
    }

    private static GaussianProcess Process(JsonElement golden, JsonElement parameters, double[] values)
    {
        var rows = Points(golden, "normalized_x");
        double[][] columns = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Select(row => row[column]).ToArray())];
        bool[] categorical = [.. golden.GetProperty("search_space").EnumerateObject().OrderBy(entry => entry.Name, StringComparer.Ordinal).Select(entry => entry.Value.GetProperty("type").GetString() == "categorical")];
        return new GaussianProcess(columns, categorical, values, new KernelParameters(
            GoldenFiles.Numbers(parameters.GetProperty("inverse_squared_lengthscales")), parameters.GetProperty("kernel_scale").GetDouble(), parameters.GetProperty("noise_var").GetDouble()));
    }

    private static double[][] Points(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(GoldenFiles.Numbers)];
}
