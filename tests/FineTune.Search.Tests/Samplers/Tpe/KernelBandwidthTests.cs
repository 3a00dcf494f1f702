using FineTune.Search.Samplers;
using FineTune.Search.Samplers.Tpe;
using Xunit;

namespace FineTune.Search.Tests.Samplers.Tpe;

public sealed class KernelBandwidthTests
{
    [Theory]
    [InlineData(99, 0)]
    [InlineData(100, 0)]
    [InlineData(1000, 0)]
    [InlineData(5000, 0)]
    [InlineData(300, 7)]
    [InlineData(2000, 200)]
    [InlineData(150, 1)]
    public void Widths_are_the_larger_gap_to_a_neighbour_in_sorted_order_within_their_bounds(int count, int values)
    {
        const double Low = -2;
        const double High = 5;
        var random = new CounterRandom(new SampleSeed(3, count), "means");
        var means = new double[count];
        for (var i = 0; i < count; i++)
        {
            // None lies in the middle, few near the upper end, so that wide gaps exist; a few values at all make equal observations.
            var unit = Math.Pow(random.NextDouble(), 6);
            unit = unit < 0.5 ? 0.6 * unit : 1 - (0.6 * (1 - unit));
            means[i] = Low + ((High - Low) * (values == 0 ? unit : Math.Round(unit * values) / values));
        }

        var widths = new double[count];
        KernelBandwidth.Fill(means, Low, High, BandwidthRule.NeighbourGap, 3, widths);

        var order = Enumerable.Range(0, count).OrderBy(i => means[i]).ThenBy(i => i).ToArray();
        for (var place = 0; place < count; place++)
        {
            var left = place == 0 ? 0 : means[order[place]] - means[order[place - 1]];
            var right = place == count - 1 ? 0 : means[order[place + 1]] - means[order[place]];
            Assert.Equal(Math.Clamp(Math.Max(left, right), (High - Low) / 100, High - Low), widths[order[place]]);
        }

        Assert.Contains(widths, width => width > (High - Low) / 100);
    }
}
