using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Cma;

/// <summary>Keeps CMA-ES from freezing on one value of a stepped coordinate: each neighbouring value keeps a least probability (Hamano et al. 2022, arXiv 2205.13482).</summary>
/// <param name="lows">Lower bounds.</param>
/// <param name="highs">Upper bounds.</param>
/// <param name="steps">Steps of the grid; 0 for a continuous coordinate.</param>
/// <param name="margin">The least probability.</param>
internal sealed class CmaMargin(double[] lows, double[] highs, double[] steps, double margin)
{
    /// <summary>The factor by which each coordinate is stretched about the mean before it is rounded.</summary>
    public double[] Stretch { get; } = [.. steps.Select(_ => 1.0)];

    /// <summary>The value of the grid whose cell a stretched coordinate lies in; continuous ones are moved into their bounds.</summary>
    public double[] Encode(double[] x, double[] mean) => [.. x.Select((value, i) => steps[i] > 0
        ? lows[i] + (steps[i] * Math.Clamp(Math.Ceiling(((mean[i] + (Stretch[i] * (value - mean[i])) - lows[i]) / steps[i]) - 0.5), 0, Last(i)))
        : Math.Clamp(value, lows[i], highs[i]))];

    /// <summary>Corrects mean and stretch after a generation.</summary>
    public void Correct(CmaState state)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i] > 0 && Last(i) > 0)
            {
                Correct(state, i);
            }
        }
    }

    private void Correct(CmaState state, int i)
    {
        // The borders of the cell that the mean lies in; in the first and last cell both are the inner one.
        var cell = Math.Clamp(Math.Ceiling(((state.Mean[i] - lows[i]) / steps[i]) - 0.5), 0, Last(i));
        var below = Border(i, Math.Max(0, cell - 1));
        var above = Border(i, Math.Min(Last(i) - 1, cell));
        var deviation = state.Sigma * Math.Sqrt(state.Covariance[i, i]);
        var scale = Stretch[i] * deviation;
        var low = NormalDistribution.Cumulative((below - state.Mean[i]) / scale);
        var up = 1 - NormalDistribution.Cumulative((above - state.Mean[i]) / scale);
        var middle = 1 - (low + up);
        if (Math.Max(low, up) > 0.5)
        {
            if (Math.Min(low, up) < margin)
            {
                state.Mean[i] = above + (Math.Sign(state.Mean[i] - above) * scale * Distance(margin));
            }

            return;
        }

        low = Math.Max(low, margin / 2);
        up = Math.Max(up, margin / 2);
        var excess = (1 - low - up - middle) / (low + middle + up - (3 * margin / 2));
        var farBelow = Distance(Math.Clamp(low + (excess * (low - (margin / 2))), 1e-10, 0.5 - 1e-10));
        var farAbove = Distance(Math.Clamp(up + (excess * (up - (margin / 2))), 1e-10, 0.5 - 1e-10));
        Stretch[i] = (above - below) / ((farBelow + farAbove) * deviation);
        state.Mean[i] = ((below * farAbove) + (above * farBelow)) / (farBelow + farAbove);
    }

    /// <summary>The border between a cell and the next.</summary>
    private double Border(int i, double cell) => lows[i] + (steps[i] * (cell + 0.5));

    private double Last(int i) => Math.Floor(((highs[i] - lows[i]) / steps[i]) + 1e-9);

    /// <summary>How many deviations from the mean the tail of this probability begins.</summary>
    private static double Distance(double tail) => -NormalDistribution.InverseLogCumulative(Math.Log(tail));
}
