using FineTune.Search.Numerics;
using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Numerics;

public sealed class StableSortTests
{
    [Theory]
    [InlineData(3)]
    [InlineData(511)]
    [InlineData(512)]
    [InlineData(5_000)]
    public void Numbers_are_ascending_and_equal_ones_keep_their_order(int count)
    {
        var random = new CounterRandom(new SampleSeed(3, count), "keys");
        double[] special = [double.NaN, -double.NaN, double.NegativeInfinity, double.PositiveInfinity, 0, -0.0, double.Epsilon, -double.Epsilon, double.MaxValue, double.MinValue];
        var keys = new double[count];
        for (var i = 0; i < count; i++)
        {
            keys[i] = random.NextIndex(4) == 0 ? special[random.NextIndex(special.Length)] : Math.Round((random.NextDouble() - 0.5) * 200) / 7;
        }

        var order = StableSort.Order(keys);

        Assert.Equal(Enumerable.Range(0, count).OrderBy(i => keys[i]), order);
    }
}
