using System.Numerics;
using System.Runtime.InteropServices;
using FineTune.Search.Numerics;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Tpe;

/// <summary>A mixture of products of kernels, one component an observation and a last one for the prior.</summary>
internal sealed class ParzenEstimator
{
    /// <summary>So many components are read once for all points, while they are in the processor's nearest memory.</summary>
    private const int Block = 512;

    /// <summary>So many rows of a history are turned into columns at a time.</summary>
    private const int RowBlock = 64;

    /// <summary>The exponential of this changes no sum that has a one in it.</summary>
    private const double Negligible = -700;

    private readonly double[] _weights;
    private readonly double[] _constants;
    private readonly double[] _sums;

    /// <summary>Creates the estimator of some rows of a history over some parameters that all these rows have.</summary>
    public ParzenEstimator(SearchSpace space, int[] columns, TrialTable table, int[] rows, TpeRules rules, double[]? weights = null)
    {
        var observations = Observations(columns, table, rows);
        Dimensions = new ParzenDimension[columns.Length];
        for (var d = 0; d < columns.Length; d++)
        {
            Dimensions[d] = ParzenDimension.Create(space.Parameters[columns[d]], observations[d], rules, columns.Length);
        }

        _weights = Normalised(weights ?? AgeWeights.Of(rows.Length), rules.PriorWeight);
        _constants = new double[_weights.Length];
        for (var i = 0; i < _constants.Length; i++)
        {
            _constants[i] = Math.Log(_weights[i]);
        }

        foreach (var dimension in Dimensions)
        {
            dimension.AddConstants(_constants);
        }

        _sums = new double[Math.Min(_weights.Length, Block)];
    }

    /// <summary>The kernels by parameter.</summary>
    public ParzenDimension[] Dimensions { get; }

    /// <summary>The normalised weights, the prior's last.</summary>
    public ReadOnlySpan<double> Weights => _weights;

    /// <summary>The logarithm of the density at an encoded point; for logarithmic ranges the density of the logarithm.</summary>
    public double LogDensity(ReadOnlySpan<double> point)
    {
        var density = new double[1];
        LogDensities([point.ToArray()], density);
        return density[0];
    }

    /// <summary>The same at many points.</summary>
    public void LogDensities(double[][] points, Span<double> densities)
    {
        densities.Fill(double.NegativeInfinity);
        for (var from = 0; from < _weights.Length; from += Block)
        {
            var sums = _sums.AsSpan(0, Math.Min(Block, _weights.Length - from));
            for (var i = 0; i < points.Length; i++)
            {
                _constants.AsSpan(from, sums.Length).CopyTo(sums);
                for (var d = 0; d < Dimensions.Length; d++)
                {
                    Dimensions[d].AddLogKernel(points[i][d], from, sums);
                }

                densities[i] = from == 0 ? LogSumExp(sums) : LogSum(densities[i], LogSumExp(sums));
            }
        }
    }

    /// <summary>Draws an encoded point: one component for all dimensions.</summary>
    public void Draw(ref CounterRandom random, Span<double> point)
    {
        var u = random.NextDouble();
        var component = 0;
        for (var sum = _weights[0]; component < _weights.Length - 1 && u >= sum; sum += _weights[component])
        {
            component++;
        }

        for (var d = 0; d < Dimensions.Length; d++)
        {
            point[d] = Dimensions[d].Draw(component, ref random);
        }
    }

    /// <summary>The observed values by dimension. A block of rows at a time, so that the rows are read from near memory.</summary>
    private static double[][] Observations(int[] columns, TrialTable table, int[] rows)
    {
        var observations = Array.ConvertAll(columns, _ => new double[rows.Length]);
        for (var from = 0; from < rows.Length; from += RowBlock)
        {
            var to = Math.Min(from + RowBlock, rows.Length);
            for (var d = 0; d < columns.Length; d++)
            {
                var (column, values) = (columns[d], observations[d]);
                for (var i = from; i < to; i++)
                {
                    values[i] = table.Settings[rows[i]][column];
                }
            }
        }

        return observations;
    }

    private static double[] Normalised(double[] weights, double prior)
    {
        var all = new double[weights.Length + 1];
        weights.CopyTo(all, 0);
        all[^1] = prior;
        var sum = 0.0;
        foreach (var weight in all)
        {
            sum += weight;
        }

        for (var i = 0; i < all.Length; i++)
        {
            all[i] /= sum;
        }

        return all;
    }

    private static double LogSum(double a, double b) =>
        double.IsNegativeInfinity(a) ? b : double.IsNegativeInfinity(b) ? a : Math.Max(a, b) + SmallDifferences.Log1P(Math.Exp(-Math.Abs(a - b)));

    private static double LogSumExp(Span<double> values)
    {
        var largest = double.NegativeInfinity;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        if (double.IsNegativeInfinity(largest))
        {
            return largest;
        }

        var vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        var shift = new Vector<double>(largest);
        var least = new Vector<double>(Negligible);
        var sums = Vector<double>.Zero;
        foreach (var vector in vectors)
        {
            // Below the range of exp whole vectors would be computed number by number.
            sums += Vector.Exp(Vector.Max(vector - shift, least));
        }

        var sum = Vector.Sum(sums);
        for (var i = vectors.Length * Vector<double>.Count; i < values.Length; i++)
        {
            sum += Math.Exp(values[i] - largest);
        }

        return largest + Math.Log(sum);
    }
}
