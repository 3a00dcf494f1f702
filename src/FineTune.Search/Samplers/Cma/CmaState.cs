using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Cma;

/// <summary>A covariance matrix adaptation evolution strategy: a normal distribution that moves towards the better of the solutions it is told.</summary>
/// <remarks>Only ranks of values matter; ties keep the order in which the solutions are told.</remarks>
internal sealed class CmaState
{
    private const double Epsilon = 1e-8;
    private const double LargestSigma = 1e32;

    private readonly CmaConstants _constants;
    private readonly bool _isSeparable;
    private readonly double _initialSigma;
    private readonly double[] _history;
    private (double[] Scale, double[,] Axes)? _axes;

    /// <summary>A strategy that begins at a mean.</summary>
    /// <param name="mean">The first mean.</param>
    /// <param name="sigma">The first step size.</param>
    /// <param name="population">Solutions in a generation.</param>
    /// <param name="isSeparable">Whether the covariance is a diagonal.</param>
    /// <param name="covariance">The first covariance; the identity where null.</param>
    public CmaState(double[] mean, double sigma, int population, bool isSeparable = false, double[,]? covariance = null)
    {
        var n = mean.Length;
        _constants = isSeparable ? CmaConstants.Separable(n, population) : CmaConstants.Full(n, population);
        (_isSeparable, _initialSigma, _history) = (isSeparable, sigma, new double[2 * _constants.HistoryLength]);
        (Mean, Sigma, PathSigma, PathC) = ([.. mean], sigma, new double[n], new double[n]);
        Covariance = covariance ?? new double[n, n];
        for (var i = 0; i < n && covariance is null; i++)
        {
            Covariance[i, i] = 1;
        }
    }

    public CmaConstants Constants => _constants;

    public double[] Mean { get; init; }

    public double Sigma { get; set; }

    public double[,] Covariance { get; private set; }

    public double[] PathSigma { get; private set; }

    public double[] PathC { get; init; }

    public int Generation { get; init; }

    /// <summary>Generations told since it began.</summary>
    public int Told { get; private set; }

    /// <summary>Adapts the learning rates to the noise, where wanted.</summary>
    public LearningRateAdaptation? Adaptation { get; init; }

    private int Now => Generation + Told;

    /// <summary>A solution of the present distribution.</summary>
    public double[] Ask(ref CounterRandom random)
    {
        var (scale, axes) = Axes();
        var n = Mean.Length;
        var z = new double[n];
        for (var i = 0; i < n; i++)
        {
            z[i] = scale[i] * NormalDistribution.InverseLogCumulative(Math.Log(random.NextDouble() + 1e-17));
        }

        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            var y = 0.0;
            for (var j = 0; j < n; j++)
            {
                y += axes[i, j] * z[j];
            }

            x[i] = Mean[i] + (Sigma * y);
        }

        return x;
    }

    /// <summary>Moves the distribution by one generation.</summary>
    public void Tell(IReadOnlyList<(double[] X, double Value)> solutions)
    {
        var sorted = solutions.OrderBy(solution => solution.Value).ToList();
        Told++;
        var slot = 2 * (Now % _constants.HistoryLength);
        (_history[slot], _history[slot + 1]) = (sorted[0].Value, sorted[^1].Value);
        var n = Mean.Length;
        var (scale, axes) = Axes();
        _axes = null;
        Adaptation?.Remember(this, scale, axes);
        double[][] steps = [.. sorted.Select(solution => solution.X.Zip(Mean, (x, mean) => (x - mean) / Sigma).ToArray())];
        var mover = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < _constants.Parents; k++)
            {
                mover[i] += _constants.Weights[k] * steps[k][i];
            }

            Mean[i] += Sigma * mover[i];
        }

        var norm = MoveStepSize(Whiten(mover, scale, axes));
        var hold = norm / Math.Sqrt(1 - Math.Pow(1 - _constants.CumulationSigma, 2 * (Now + 1))) < (1.4 + (2.0 / (n + 1))) * _constants.ExpectedNorm ? 1.0 : 0.0;
        MoveCovariance(steps, mover, hold, step => Whiten(step, scale, axes));
        Adaptation?.Adapt(this);
    }

    /// <summary>Whether the search has nothing more to find where it stands.</summary>
    public bool ShouldStop()
    {
        var (scale, axes) = Axes();
        var n = Mean.Length;
        var (flat, small, stuck) = (Now > _constants.HistoryLength && _history.Max() - _history.Min() < 1e-12, true, true);
        var axis = Now % n;
        for (var i = 0; i < n; i++)
        {
            // As the reference has it: the variance, not its root, and the path with its sign.
            small &= Sigma * Covariance[i, i] < 1e-12 * _initialSigma && Sigma * PathC[i] < 1e-12 * _initialSigma;
            stuck &= Mean[i] == Mean[i] + (0.1 * Sigma * scale[axis] * axes[i, axis]);
        }

        var blind = Enumerable.Range(0, n).Any(i => Mean[i] == Mean[i] + (0.2 * Sigma * Math.Sqrt(Covariance[i, i])));
        return flat || small || Sigma * scale.Max() > 1e4 || blind || stuck || scale.Max() / scale.Min() > 1e14;
    }

    /// <summary>Takes over the best and worst values of the last generations.</summary>
    internal void Remember(double[] values) => values.CopyTo(_history, 0);

    /// <summary>For the adaptation of learning rates: another mean, step size and covariance.</summary>
    internal void Replace(double[] mean, double sigma, double[,] covariance)
    {
        mean.CopyTo(Mean, 0);
        (Sigma, Covariance, _axes) = (Math.Min(sigma, LargestSigma), covariance, null);
    }

    private double MoveStepSize(double[] whitened)
    {
        var rate = _constants.CumulationSigma;
        PathSigma = [.. PathSigma.Zip(whitened, (path, step) => ((1 - rate) * path) + (Math.Sqrt(rate * (2 - rate) * _constants.MuEffective) * step))];
        var norm = Math.Sqrt(PathSigma.Sum(value => value * value));
        Sigma = Math.Min(Sigma * Math.Exp(rate / _constants.DampingSigma * ((norm / _constants.ExpectedNorm) - 1)), LargestSigma);
        return norm;
    }

    private void MoveCovariance(double[][] steps, double[] mover, double hold, Func<double[], double[]> whiten)
    {
        var n = Mean.Length;
        var rate = _constants.CumulationC;
        for (var i = 0; i < n; i++)
        {
            PathC[i] = ((1 - rate) * PathC[i]) + (hold * Math.Sqrt(rate * (2 - rate) * _constants.MuEffective) * mover[i]);
        }

        double[] weights = [.. _constants.Weights.Select((weight, k) => weight >= 0 ? weight : weight * n / (whiten(steps[k]).Sum(value => value * value) + Epsilon))];
        var keep = 1 + (_constants.RankOne * (1 - hold) * rate * (2 - rate)) - _constants.RankOne - (_constants.RankMu * _constants.Weights.Sum());
        var next = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                if (_isSeparable && i != j)
                {
                    continue;
                }

                var spread = 0.0;
                for (var k = 0; k < weights.Length; k++)
                {
                    spread += weights[k] * steps[k][i] * steps[k][j];
                }

                next[i, j] = (keep * Covariance[i, j]) + (_constants.RankOne * PathC[i] * PathC[j]) + (_constants.RankMu * spread);
            }
        }

        Covariance = next;
    }

    /// <summary>C^(-1/2) times a vector.</summary>
    private static double[] Whiten(double[] vector, double[] scale, double[,] axes)
    {
        var n = vector.Length;
        var result = new double[n];
        for (var axis = 0; axis < n; axis++)
        {
            var along = 0.0;
            for (var i = 0; i < n; i++)
            {
                along += axes[i, axis] * vector[i];
            }

            for (var i = 0; i < n; i++)
            {
                result[i] += axes[i, axis] * along / scale[axis];
            }
        }

        return result;
    }

    /// <summary>The lengths and directions of the distribution's axes.</summary>
    private (double[] Scale, double[,] Axes) Axes()
    {
        if (_axes is { } known)
        {
            return known;
        }

        var (values, vectors) = SymmetricEigen.Of(Covariance);
        var found = (values.Select(value => Math.Sqrt(value < 0 ? Epsilon : value)).ToArray(), vectors);
        _axes = found;
        return found;
    }
}
