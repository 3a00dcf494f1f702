using FineTune.Search.Numerics;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Numerics;

public sealed class NormalDistributionTests
{
    [Fact]
    public void Log_cumulative_equals_the_reference()
    {
        var golden = GoldenFiles.Optuna("truncated_normal.json");
        var x = GoldenFiles.Numbers(golden.GetProperty("log_ndtr_x"));
        var expected = GoldenFiles.Numbers(golden.GetProperty("log_ndtr"));
        for (var i = 0; i < x.Length; i++)
        {
            Near.Equal(expected[i], NormalDistribution.LogCumulative(x[i]), 1e-12, $"log_ndtr({x[i]})");
        }
    }

    [Fact]
    public void Log_mass_and_quantiles_equal_the_reference()
    {
        var golden = GoldenFiles.Optuna("truncated_normal.json");
        var a = GoldenFiles.Numbers(golden.GetProperty("a"));
        var b = GoldenFiles.Numbers(golden.GetProperty("b"));
        var mass = GoldenFiles.Numbers(golden.GetProperty("log_mass"));
        for (var i = 0; i < a.Length; i++)
        {
            Near.Equal(mass[i], NormalDistribution.LogMass(a[i], b[i]), 1e-10, $"log_mass({a[i]}, {b[i]})");
        }

        var quantiles = GoldenFiles.Numbers(golden.GetProperty("quantiles"));
        var rows = GoldenFiles.Integers(golden.GetProperty("ppf_rows"));
        foreach (var row in rows)
        {
            var expected = GoldenFiles.Numbers(golden.GetProperty("ppf")[row]);
            for (var i = 0; i < quantiles.Length; i++)
            {
                Near.Equal(expected[i], NormalDistribution.TruncatedQuantile(quantiles[i], a[row], b[row]), 1e-9, $"ppf({quantiles[i]}, {a[row]}, {b[row]})");
            }
        }
    }
}
