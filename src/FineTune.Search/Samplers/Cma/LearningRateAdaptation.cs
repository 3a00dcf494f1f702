using FineTune.Search.Numerics;

namespace FineTune.Search.Samplers.Cma;

/// <summary>Slows CMA-ES down where values are noisy or rugged, by the signal-to-noise ratio of its own steps (Nomura et al. 2023, LRA-CMA-ES).</summary>
internal sealed class LearningRateAdaptation(int dimensions)
{
    private const double Alpha = 1.4;
    private const double BetaMean = 0.1;
    private const double BetaSigma = 0.03;
    private const double Gamma = 0.1;

    private readonly double[] _meanSteps = new double[dimensions];
    private readonly double[] _sigmaSteps = new double[dimensions * dimensions];
    private double _meanSquares;
    private double _sigmaSquares;
    private double[] _oldMean = [];
    private double[,] _old = new double[0, 0];
    private double[,] _whitening = new double[0, 0];

    /// <summary>The learning rate of the mean.</summary>
    public double EtaMean { get; private set; } = 1;

    /// <summary>The learning rate of step size and covariance.</summary>
    public double EtaSigma { get; private set; } = 1;

    /// <summary>Keeps the distribution as it is before a step.</summary>
    public void Remember(CmaState state, double[] scale, double[,] axes)
    {
        _oldMean = [.. state.Mean];
        _old = Fill((i, j) => state.Sigma * state.Sigma * state.Covariance[i, j]);
        _whitening = Fill((i, j) => Enumerable.Range(0, dimensions).Sum(axis => axes[i, axis] * axes[j, axis] / scale[axis]) / state.Sigma);
    }

    /// <summary>Takes back a part of the step just made.</summary>
    public void Adapt(CmaState state)
    {
        double[] meanStep = [.. state.Mean.Zip(_oldMean, (now, before) => now - before)];
        var covarianceStep = Fill((i, j) => (state.Sigma * state.Sigma * state.Covariance[i, j]) - _old[i, j]);
        double[] localMean = [.. Enumerable.Range(0, dimensions).Select(i => Enumerable.Range(0, dimensions).Sum(j => _whitening[i, j] * meanStep[j]))];
        var local = Product(Product(_whitening, covarianceStep), _whitening);
        double[] localSigma = [.. local.Cast<double>().Select(value => value / Math.Sqrt(2))];
        var before = EtaMean;
        EtaMean = Rate(EtaMean, BetaMean, localMean, _meanSteps, ref _meanSquares);
        EtaSigma = Rate(EtaSigma, BetaSigma, localSigma, _sigmaSteps, ref _sigmaSquares);
        double[] mean = [.. _oldMean.Zip(meanStep, (old, step) => old + (EtaMean * step))];
        var covariance = Fill((i, j) => _old[i, j] + (EtaSigma * covarianceStep[i, j]));
        var sigma = Math.Exp(SymmetricEigen.Of(covariance).Values.Sum(Math.Log) / 2 / dimensions);
        state.Replace(mean, sigma * before / EtaMean, Fill((i, j) => covariance[i, j] / (sigma * sigma)));
    }

    private static double Rate(double eta, double beta, double[] step, double[] steps, ref double squares)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            steps[i] = ((1 - beta) * steps[i]) + (beta * step[i]);
        }

        squares = ((1 - beta) * squares) + (beta * step.Sum(value => value * value));
        var signal = steps.Sum(value => value * value);
        var ratio = (signal - (beta / (2 - beta) * squares)) / (squares - signal);
        var relative = Math.Clamp((ratio / Alpha / eta) - 1, -1, 1);
        return Math.Min(1, eta * Math.Exp(Math.Min(Gamma * eta, beta) * relative));
    }

    private double[,] Product(double[,] a, double[,] b) => Fill((i, j) => Enumerable.Range(0, dimensions).Sum(k => a[i, k] * b[k, j]));

    private double[,] Fill(Func<int, int, double> value)
    {
        var matrix = new double[dimensions, dimensions];
        for (var i = 0; i < dimensions; i++)
        {
            for (var j = 0; j < dimensions; j++)
            {
                matrix[i, j] = value(i, j);
            }
        }

        return matrix;
    }
}
