using System.Numerics;
using System.Runtime.InteropServices;
using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>Normal kernels truncated to the range; in log space for logarithmic ranges.</summary>
internal sealed class ContinuousDimension : ParzenDimension
{
    private readonly double _low;
    private readonly double _high;
    private readonly double[] _inverse;

    public ContinuousDimension(double low, double high, double[] observations, TpeRules rules, int dimensions)
    {
        _low = low;
        _high = high;
        (Means, Sigmas) = Kernels(low, high, observations, rules, dimensions);
        _inverse = new double[Means.Length];
        for (var i = 0; i < _inverse.Length; i++)
        {
            _inverse[i] = 1 / Sigmas[i];
        }
    }

    /// <summary>The kernels' centres, the prior's last.</summary>
    public double[] Means { get; }

    /// <summary>The kernels' widths, the prior's last.</summary>
    public double[] Sigmas { get; }

    /// <summary>Centres and widths of observations and prior.</summary>
    public static (double[] Means, double[] Sigmas) Kernels(double low, double high, double[] observations, TpeRules rules, int dimensions)
    {
        var count = observations.Length;
        var means = new double[count + 1];
        var sigmas = new double[count + 1];
        observations.CopyTo(means, 0);
        means[count] = 0.5 * (low + high);
        sigmas[count] = high - low;
        KernelBandwidth.Fill(observations, low, high, rules.Bandwidth, dimensions, sigmas.AsSpan(0, count));
        return (means, sigmas);
    }

    public override void AddConstants(Span<double> components)
    {
        // Of many kernels most are equally wide.
        var (sigma, logSigma) = (1.0, 0.0);
        for (var i = 0; i < components.Length; i++)
        {
            if (Sigmas[i] != sigma)
            {
                (sigma, logSigma) = (Sigmas[i], Math.Log(Sigmas[i]));
            }

            var mass = NormalDistribution.LogMass((_low - Means[i]) * _inverse[i], (_high - Means[i]) * _inverse[i]);
            components[i] -= NormalDistribution.LogSqrtTwoPi + logSigma + mass;
        }
    }

    public override void AddLogKernel(double point, int from, Span<double> components)
    {
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(components);
        var means = MemoryMarshal.Cast<double, Vector<double>>(Means.AsSpan(from, components.Length));
        var inverses = MemoryMarshal.Cast<double, Vector<double>>(_inverse.AsSpan(from, components.Length));
        var points = new Vector<double>(point);
        var half = new Vector<double>(0.5);
        for (var i = 0; i < vectors.Length; i++)
        {
            var z = (points - means[i]) * inverses[i];
            vectors[i] -= half * z * z;
        }

        for (var i = vectors.Length * Vector<double>.Count; i < components.Length; i++)
        {
            var z = (point - Means[from + i]) * _inverse[from + i];
            components[i] -= 0.5 * z * z;
        }
    }

    public override double Draw(int component, ref CounterRandom random)
    {
        var (mean, sigma) = (Means[component], Sigmas[component]);
        var z = NormalDistribution.TruncatedQuantile(random.NextDouble(), (_low - mean) / sigma, (_high - mean) / sigma);
        return Math.Clamp(mean + (sigma * z), _low, _high);
    }
}
