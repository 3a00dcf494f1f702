using System.Text.Json;

namespace FineTune.Training.Tests.Metrics;

/// <summary>The metrics goldens and the comparison that their README states.</summary>
internal static class MetricGoldens
{
    public static JsonElement Read(string file) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(SharedFiles.Goldens, "metrics", file)));

    public static IEnumerable<JsonElement> Cases(string file, string list = "cases") => Read(file).GetProperty(list).EnumerateArray();

    public static int[] Integers(JsonElement json) => [.. json.EnumerateArray().Select(e => (int)e.GetDouble())];

    public static double[] Numbers(JsonElement json) => [.. json.EnumerateArray().Select(Number)];

    public static double Number(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDouble(),
        _ => json.GetString() switch { "NaN" => double.NaN, "Infinity" => double.PositiveInfinity, _ => double.NegativeInfinity },
    };

    /// <summary>Compares with 1e-12 absolute plus 1e-10 relative; a value that the library refuses must be refused or not a number.</summary>
    public static void AssertEqual(JsonElement expected, Func<double> actual, string what, double relative = 1e-10)
    {
        if (expected.ValueKind == JsonValueKind.Object)
        {
            try
            {
                Assert.True(double.IsNaN(actual()), $"{what}: the library refuses this, a value came back");
            }
            catch (ArgumentException)
            {
                return;
            }

            return;
        }

        AssertClose(Number(expected), actual(), what, relative);
    }

    public static void AssertClose(double expected, double actual, string what, double relative = 1e-10)
    {
        var close = expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-12 + (relative * Math.Abs(expected));
        Assert.True(close, $"{what}: {actual:R} expected {expected:R}");
    }
}
