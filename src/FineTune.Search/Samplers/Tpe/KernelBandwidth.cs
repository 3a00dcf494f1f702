using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>The widths of the kernels over observations of one numeric parameter.</summary>
internal static class KernelBandwidth
{
    /// <summary>Fills the width of each observation; the prior is not among them.</summary>
    /// <param name="means">The observations.</param>
    /// <param name="low">The lower bound, widened by half a step.</param>
    /// <param name="high">The upper bound, widened by half a step.</param>
    /// <param name="rule">Which rule.</param>
    /// <param name="dimensions">How many parameters are modelled jointly.</param>
    /// <param name="sigmas">Receives the widths.</param>
    public static void Fill(ReadOnlySpan<double> means, double low, double high, BandwidthRule rule, int dimensions, Span<double> sigmas)
    {
        var count = means.Length;
        if (rule == BandwidthRule.ShrinkingWithCount)
        {
            sigmas.Fill(0.2 * Math.Pow(Math.Max(count, 1), -1.0 / (dimensions + 4)) * (high - low));
        }
        else
        {
            NeighbourGaps(means, low, high, sigmas);
        }

        var widest = high - low;
        var narrowest = widest / Math.Min(100.0, 1.0 + count + 1.0);
        for (var i = 0; i < count; i++)
        {
            sigmas[i] = Math.Clamp(sigmas[i], narrowest, widest);
        }
    }

    private static void NeighbourGaps(ReadOnlySpan<double> means, double low, double high, Span<double> sigmas)
    {
        var count = means.Length;
        if (count == 0)
        {
            return;
        }

        if (count == 1)
        {
            sigmas[0] = Math.Max(means[0] - low, high - means[0]);
            return;
        }

        var sorted = means.ToArray();
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        // Equal observations keep the order of their trials, so that the result does not hang on the sort.
        StableSort.Sort(sorted, order);
        for (var i = 0; i < count; i++)
        {
            var left = i == 0 ? 0 : sorted[i] - sorted[i - 1];
            var right = i == count - 1 ? 0 : sorted[i + 1] - sorted[i];
            sigmas[order[i]] = Math.Max(left, right);
        }
    }
}
