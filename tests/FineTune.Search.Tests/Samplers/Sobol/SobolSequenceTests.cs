using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Sobol;
using FineTune.Search.Tests.Goldens;

namespace FineTune.Search.Tests.Samplers.Sobol;

public sealed class SobolSequenceTests
{
    [Fact]
    public void Plain_points_equal_the_reference()
    {
        var golden = GoldenFiles.Optuna("sobol.json");
        Check(golden.GetProperty("unscrambled_times_64_first_64_points_21_dims"), 0, 64);
        Check(golden.GetProperty("unscrambled_points_1000_to_1023_times_1024"), 1000, 1024);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(5, 1)]
    [InlineData(40, 2)]
    public void Scrambled_points_keep_every_stratum(int dimensions, ulong seed)
    {
        var sequence = new SobolSequence(dimensions, new SampleSeed(seed, 0));
        var points = Enumerable.Range(0, 256).Select(i => Point(sequence, dimensions, (uint)i)).ToList();
        for (var d = 0; d < dimensions; d++)
        {
            Assert.Equal(256, points.Select(point => (int)(point[d] * 256)).Distinct().Count());
        }

        Assert.Equal(256, points.Select(point => ((int)(point[0] * 16), (int)(point[1] * 16))).Distinct().Count());
        Assert.NotEqual(0, points[0][0]);
    }

    private static void Check(System.Text.Json.JsonElement expected, int first, int scale)
    {
        var index = first;
        foreach (var row in expected.EnumerateArray())
        {
            var point = Point(new SobolSequence(row.GetArrayLength()), row.GetArrayLength(), (uint)index++);
            Assert.Equal(GoldenFiles.Integers(row), point.Select(value => (int)(value * scale)));
        }
    }

    private static double[] Point(SobolSequence sequence, int dimensions, uint index)
    {
        var point = new double[dimensions];
        sequence.Fill(index, point);
        return point;
    }
}
