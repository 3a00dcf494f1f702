using FineTune.Search.Numerics;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>The beliefs about a space's parameters as samplers use them (see <see cref="ParameterPrior"/>), by position in the range, 0 to 1.</summary>
internal sealed class PriorBelief
{
    private readonly Dictionary<string, Term> _terms;

    private PriorBelief(Dictionary<string, Term> terms) => _terms = terms;

    /// <summary>The beliefs about a space, or null where there are none.</summary>
    public static PriorBelief? Of(SearchSpace space)
    {
        Dictionary<string, Term>? terms = null;
        foreach (var parameter in space.Parameters)
        {
            if (parameter is not FixedParameter && parameter.Prior is { Trials: > 0 } prior)
            {
                (terms ??= new Dictionary<string, Term>(StringComparer.Ordinal)).Add(parameter.Name, new Term(parameter, prior));
            }
        }

        return terms is null ? null : new PriorBelief(terms);
    }

    /// <summary>The weighted logarithm of a point's density over the uniform one.</summary>
    public double Log(UnitCube cube, ReadOnlySpan<double> point, int results)
    {
        var sum = 0.0;
        for (var d = 0; d < point.Length; d++)
        {
            sum += Log(cube.ParameterOf(d), point[d], results);
        }

        return sum;
    }

    /// <summary>The weighted logarithm of one parameter's density over the uniform one, at a position in [0, 1] or the index of a choice.</summary>
    public double Log(Parameter parameter, double position, int results) =>
        _terms.TryGetValue(parameter.Name, out var term) ? term.Weight(results) * Math.Log(term.Ratio(position)) : 0;

    /// <summary>The derivative by a numeric coordinate.</summary>
    public double Slope(UnitCube cube, int dimension, double position, int results) =>
        _terms.TryGetValue(cube.ParameterOf(dimension).Name, out var term) ? term.Weight(results) * term.Slope(position) : 0;

    /// <summary>Moves a uniform number so that values fall where they are believed good, less so for later trials.</summary>
    public double Bend(Parameter parameter, double uniform, int trial) =>
        _terms.TryGetValue(parameter.Name, out var term) ? term.Quantile(uniform, term.Share(trial)) : uniform;

    private sealed class Term
    {
        private readonly double _center;
        private readonly double _deviation;
        private readonly double _mass;
        private readonly int _choices;
        private readonly double _trials;

        public Term(Parameter parameter, ParameterPrior prior)
        {
            (_deviation, _trials) = (prior.Spread, prior.Trials);
            if (parameter is CategoricalParameter categorical)
            {
                (_choices, _center) = (categorical.Choices.Length, categorical.IndexOf(prior.Center));
                return;
            }

            var (low, high) = UnitCube.Bounds(parameter);
            var value = prior.Center.AsDouble();
            var logarithmic = parameter is FloatParameter { Log: true } or IntegerParameter { Log: true };
            var number = !logarithmic ? value : value > 0 ? Math.Log(value) : low;
            _center = high > low ? Math.Clamp((number - low) / (high - low), 0, 1) : 0.5;
            _mass = NormalDistribution.Cumulative((1 - _center) / _deviation) - NormalDistribution.Cumulative(-_center / _deviation);
        }

        public double Weight(int results) => _trials / Math.Max(results, 1);

        public double Share(int trial) => _trials / (_trials + trial);

        /// <summary>The density over the uniform one.</summary>
        public double Ratio(double position)
        {
            if (_choices > 0)
            {
                return (((int)position == (int)_center ? 1 - _deviation : 0) * _choices) + _deviation;
            }

            return ParameterPrior.UniformShare + ((1 - ParameterPrior.UniformShare) * Normal(position));
        }

        public double Slope(double position)
        {
            if (_choices > 0)
            {
                return 0;
            }

            var normal = (1 - ParameterPrior.UniformShare) * Normal(position);
            return -normal * (position - _center) / (_deviation * _deviation) / (ParameterPrior.UniformShare + normal);
        }

        /// <summary>The position below which a mixture of the belief (with this share) and the uniform density has so much mass.</summary>
        public double Quantile(double uniform, double share)
        {
            var (low, high) = (0.0, 1.0);
            for (var halving = 0; halving < 50; halving++)
            {
                var middle = (low + high) / 2;
                var below = ((1 - share) * middle) + (share * Cumulative(middle));
                (low, high) = below < uniform ? (middle, high) : (low, middle);
            }

            return Math.Min((low + high) / 2, 1 - 1e-12);
        }

        private double Normal(double position) => NormalDistribution.Density((position - _center) / _deviation) / (_deviation * _mass);

        private double Cumulative(double position)
        {
            if (_choices > 0)
            {
                var inCentre = Math.Clamp((position * _choices) - _center, 0, 1);
                return (_deviation * position) + ((1 - _deviation) * inCentre);
            }

            var normal = (NormalDistribution.Cumulative((position - _center) / _deviation) - NormalDistribution.Cumulative(-_center / _deviation)) / _mass;
            return (ParameterPrior.UniformShare * position) + ((1 - ParameterPrior.UniformShare) * normal);
        }
    }
}
