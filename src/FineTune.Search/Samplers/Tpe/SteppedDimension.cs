using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>Normal kernels over a grid: a value has the mass of its cell. In log space for logarithmic ranges.</summary>
internal sealed class SteppedDimension : ParzenDimension
{
    private readonly double _low;
    private readonly double _high;
    private readonly double _step;
    private readonly bool _log;
    private readonly double _left;
    private readonly double _right;
    private readonly int[] _sameAs;
    private readonly Dictionary<double, double[]> _rows = [];

    public SteppedDimension(double low, double high, double step, bool log, double[] observations, TpeRules rules, int dimensions)
    {
        (_low, _high, _step, _log) = (low, high, step, log);
        _left = ToKernel(low - (step / 2));
        _right = ToKernel(high + (step / 2));
        (Means, Sigmas) = ContinuousDimension.Kernels(_left, _right, observations, rules, dimensions);
        _sameAs = FirstEqual(Means, Sigmas);
    }

    /// <summary>The kernels' centres, the prior's last.</summary>
    public double[] Means { get; }

    /// <summary>The kernels' widths, the prior's last.</summary>
    public double[] Sigmas { get; }

    public override void AddConstants(Span<double> components)
    {
        var masses = new double[components.Length];
        for (var i = 0; i < components.Length; i++)
        {
            masses[i] = _sameAs[i] < i
                ? masses[_sameAs[i]]
                : NormalDistribution.LogMass((_left - Means[i]) / Sigmas[i], (_right - Means[i]) / Sigmas[i]);
            components[i] -= masses[i];
        }
    }

    public override void AddLogKernel(double point, int from, Span<double> components)
    {
        var row = Row(point).AsSpan(from, components.Length);
        for (var i = 0; i < components.Length; i++)
        {
            components[i] += row[i];
        }
    }

    public override double Draw(int component, ref CounterRandom random)
    {
        var (mean, sigma) = (Means[component], Sigmas[component]);
        var z = NormalDistribution.TruncatedQuantile(random.NextDouble(), (_left - mean) / sigma, (_right - mean) / sigma);
        var value = FromKernel(mean + (sigma * z));
        var cell = Math.Round((value - _low) / _step);
        return ToKernel(Math.Clamp(_low + (cell * _step), _low, _high));
    }

    /// <summary>Log masses of the point's cell under all components; kept, because candidates on a grid repeat.</summary>
    private double[] Row(double point)
    {
        if (_rows.TryGetValue(point, out var known))
        {
            return known;
        }

        var value = FromKernel(point);
        var left = ToKernel(value - (_step / 2));
        var right = ToKernel(value + (_step / 2));
        var row = new double[Means.Length];
        for (var i = 0; i < row.Length; i++)
        {
            row[i] = _sameAs[i] < i
                ? row[_sameAs[i]]
                : NormalDistribution.LogMass((left - Means[i]) / Sigmas[i], (right - Means[i]) / Sigmas[i]);
        }

        _rows.Add(point, row);
        return row;
    }

    /// <summary>For each kernel the first one with the same centre and width: on a grid there are few different ones.</summary>
    private static int[] FirstEqual(double[] means, double[] sigmas)
    {
        var first = new Dictionary<(double, double), int>();
        var same = new int[means.Length];
        for (var i = 0; i < means.Length; i++)
        {
            same[i] = first.TryGetValue((means[i], sigmas[i]), out var earlier) ? earlier : i;
            first.TryAdd((means[i], sigmas[i]), i);
        }

        return same;
    }

    private double ToKernel(double value) => _log ? Math.Log(value) : value;

    private double FromKernel(double value) => _log ? Math.Exp(value) : value;
}
