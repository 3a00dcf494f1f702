using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>Normal kernels over a grid: a value has the mass of its cell. In log space for logarithmic ranges.</summary>
internal sealed class SteppedDimension : ParzenDimension
{
    private const int SlotBits = 8;
    private const int Slots = 1 << SlotBits;
    private readonly double _low;
    private readonly double _high;
    private readonly double _step;
    private readonly bool _log;
    private readonly double _left;
    private readonly double _right;
    private readonly int[] _kinds;
    private readonly int[] _ofKind;
    private readonly Dictionary<double, double[]> _rows = [];

    public SteppedDimension(double low, double high, double step, bool log, double[] observations, TpeRules rules, int dimensions)
    {
        (_low, _high, _step, _log) = (low, high, step, log);
        _left = ToKernel(low - (step / 2));
        _right = ToKernel(high + (step / 2));
        (Means, Sigmas) = ContinuousDimension.Kernels(_left, _right, observations, rules, dimensions);
        (_kinds, _ofKind) = Kinds(Means, Sigmas);
    }

    /// <summary>The kernels' centres, the prior's last.</summary>
    public double[] Means { get; }

    /// <summary>The kernels' widths, the prior's last.</summary>
    public double[] Sigmas { get; }

    public override void AddConstants(Span<double> components)
    {
        var masses = LogMasses(_left, _right);
        for (var i = 0; i < components.Length; i++)
        {
            components[i] -= masses[_kinds[i]];
        }
    }

    public override void AddLogKernel(double point, int from, Span<double> components)
    {
        if (!_rows.TryGetValue(point, out var row))
        {
            // Kept, because candidates on a grid repeat.
            var value = FromKernel(point);
            _rows.Add(point, row = LogMasses(ToKernel(value - (_step / 2)), ToKernel(value + (_step / 2))));
        }

        Add(row, _kinds.AsSpan(from, components.Length), components);
    }

    public override double Draw(int component, ref CounterRandom random)
    {
        var (mean, sigma) = (Means[component], Sigmas[component]);
        var z = NormalDistribution.TruncatedQuantile(random.NextDouble(), (_left - mean) / sigma, (_right - mean) / sigma);
        var value = FromKernel(mean + (sigma * z));
        var cell = Math.Round((value - _low) / _step);
        return ToKernel(Math.Clamp(_low + (cell * _step), _low, _high));
    }

    /// <summary>The logarithm of the mass of an interval under each kind of kernel.</summary>
    private double[] LogMasses(double left, double right) =>
        Array.ConvertAll(_ofKind, i => NormalDistribution.LogMass((left - Means[i]) / Sigmas[i], (right - Means[i]) / Sigmas[i]));

    /// <summary>The kind of each kernel, and a kernel of each kind: on a grid there are few different centres and widths.</summary>
    private static (int[] Kinds, int[] OfKind) Kinds(double[] means, double[] sigmas)
    {
        // The last kind that fell into each slot; one that was driven out counts as a new one.
        Span<int> last = stackalloc int[Slots];
        last.Fill(-1);
        var kinds = new int[means.Length];
        var ofKind = new List<int>();
        for (var i = 0; i < means.Length; i++)
        {
            var bits = BitConverter.DoubleToUInt64Bits(means[i]) ^ BitConverter.DoubleToUInt64Bits(sigmas[i]);
            ref var slot = ref last[(int)((bits * 0x9E3779B97F4A7C15) >> (64 - SlotBits))];
            if (slot < 0 || means[ofKind[slot]] != means[i] || sigmas[ofKind[slot]] != sigmas[i])
            {
                slot = ofKind.Count;
                ofKind.Add(i);
            }

            kinds[i] = slot;
        }

        return (kinds, [.. ofKind]);
    }

    private double ToKernel(double value) => _log ? Math.Log(value) : value;

    private double FromKernel(double value) => _log ? Math.Exp(value) : value;
}
