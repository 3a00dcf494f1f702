using FineTune.Search.Numerics;

namespace FineTune.Search.Importance;

/// <summary>A Parzen density over the cells of one parameter, narrow enough to tell the best trials from the rest (Scott's rule).</summary>
internal static class CellDensity
{
    /// <summary>The narrowest kernel: nine tenths of it lie within its own cell.</summary>
    private const double NarrowestSigma = 0.5 / 1.64;

    /// <summary>The probability of each choice: each observed one has a kernel on all choices with extra weight on itself.</summary>
    public static double[] OfChoices(double[] counts, double priorWeight)
    {
        var observed = counts.Count(count => count > 0);
        var total = counts.Sum() + priorWeight;
        var evenly = 1.0 / (observed + 1);
        var kernel = (counts.Length * evenly) + 1;
        var probabilities = new double[counts.Length];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            probabilities[cell] = (((total - priorWeight) * evenly) + counts[cell]) / (kernel * total) + (priorWeight / total / counts.Length);
        }

        return probabilities;
    }

    /// <summary>The probability of each cell of a range: truncated normal kernels on the cells with trials, and a broad prior.</summary>
    public static double[] OfCells(double[] counts, double priorWeight)
    {
        var trials = counts.Sum();
        var total = trials + priorWeight;
        var sigma = Bandwidth(counts, trials);
        var probabilities = new double[counts.Length];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] > 0)
            {
                AddKernel(probabilities, cell, sigma, counts[cell] / total);
            }
        }

        AddKernel(probabilities, 0.5 * (counts.Length - 1), counts.Length, priorWeight / total);
        return probabilities;
    }

    private static double Bandwidth(double[] counts, double trials)
    {
        var mean = 0.0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            mean += cell * counts[cell] / trials;
        }

        var squares = 0.0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            squares += (cell - mean) * (cell - mean) * counts[cell];
        }

        var deviation = Math.Sqrt(squares / Math.Max(1, trials - 1));
        var range = Quartile(counts, Math.Floor(trials * 3 / 4), atLeast: false) - Quartile(counts, Math.Floor(trials / 4), atLeast: true);
        return Math.Max(1.059 * Math.Min(range / 1.34, deviation) * Math.Pow(trials, -0.2), NarrowestSigma);
    }

    /// <summary>The first cell with trials at which the running count reaches (or passes) the rank; the last one otherwise.</summary>
    private static int Quartile(double[] counts, double rank, bool atLeast)
    {
        var running = 0.0;
        var last = 0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            if (counts[cell] == 0)
            {
                continue;
            }

            last = cell;
            running += counts[cell];
            if (atLeast ? running >= rank : running > rank)
            {
                return cell;
            }
        }

        return last;
    }

    private static void AddKernel(double[] probabilities, double mean, double sigma, double weight)
    {
        var logMass = NormalDistribution.LogMass((-0.5 - mean) / sigma, (probabilities.Length - 0.5 - mean) / sigma);
        for (var cell = 0; cell < probabilities.Length; cell++)
        {
            probabilities[cell] += weight * Math.Exp(NormalDistribution.LogMass((cell - 0.5 - mean) / sigma, (cell + 0.5 - mean) / sigma) - logMass);
        }
    }
}
