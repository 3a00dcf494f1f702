using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>The widths of the kernels over observations of one numeric parameter.</summary>
internal static class KernelBandwidth
{
    /// <summary>No kernel is narrower than this part of the range, or than that of fewer observations.</summary>
    private const double MostKernels = 100;

    /// <summary>Cells of the range narrower than the narrowest kernel: neighbours within one need not be told apart.</summary>
    private const int Cells = 128;

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
        var narrowest = widest / Math.Min(MostKernels, 1.0 + count + 1.0);
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

        if (count >= MostKernels && high > low)
        {
            GapsBetweenCells(means, low, high, sigmas);
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

    /// <summary>
    /// The gaps of many observations in time linear in their number. Only the lowest and the highest of a cell can have a gap as wide as the
    /// narrowest kernel; of equal ones the first has the gap to the left, the last that to the right, as in a stable sort.
    /// </summary>
    private static void GapsBetweenCells(ReadOnlySpan<double> means, double low, double high, Span<double> sigmas)
    {
        Span<int> lowest = stackalloc int[Cells];
        Span<int> highest = stackalloc int[Cells];
        lowest.Fill(-1);
        var scale = Cells / (high - low);
        for (var i = 0; i < means.Length; i++)
        {
            var cell = Math.Clamp((int)((means[i] - low) * scale), 0, Cells - 1);
            if (lowest[cell] < 0)
            {
                (lowest[cell], highest[cell]) = (i, i);
            }
            else if (means[i] < means[lowest[cell]])
            {
                lowest[cell] = i;
            }
            else if (means[i] >= means[highest[cell]])
            {
                highest[cell] = i;
            }
        }

        sigmas.Clear();
        var before = -1;
        for (var cell = 0; cell < Cells; cell++)
        {
            if (lowest[cell] < 0)
            {
                continue;
            }

            if (before >= 0)
            {
                var gap = means[lowest[cell]] - means[before];
                sigmas[before] = Math.Max(sigmas[before], gap);
                sigmas[lowest[cell]] = gap;
            }

            before = highest[cell];
        }
    }
}
