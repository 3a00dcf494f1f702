namespace FineTune.Training.Metrics;

/// <summary>Scores of predicted probabilities. Probabilities are row-major, one number a class.</summary>
public static class ProbabilityMetrics
{
    private const double Epsilon = 2.220446049250313e-16;

    /// <summary>The mean negative natural logarithm of the true class's probability, kept within [2^-52, 1 - 2^-52].</summary>
    public static double LogLoss(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        double sum = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            sum -= Math.Log(Math.Clamp(probabilities[(row * classes) + truth[row]], Epsilon, 1 - Epsilon));
        }

        return sum / truth.Length;
    }

    /// <summary>Brier's score of a binary classifier: the mean of (p₁ - y)².</summary>
    public static double BrierBinary(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities)
    {
        double sum = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            var difference = probabilities[(2 * row) + 1] - truth[row];
            sum += difference * difference;
        }

        return sum / truth.Length;
    }

    /// <summary>Brier's score over all classes: the mean of the sum of squared differences; 0 to 2.</summary>
    public static double Brier(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes)
    {
        double sum = 0;
        for (var i = 0; i < probabilities.Length; i++)
        {
            var difference = probabilities[i] - (truth[i / classes] == i % classes ? 1 : 0);
            sum += difference * difference;
        }

        return sum / truth.Length;
    }

    /// <summary>The part of the rows whose true class is among the k most probable; of equal ones the later class comes first, two classes are cut at 0.5.</summary>
    public static double TopK(ReadOnlySpan<int> truth, ReadOnlySpan<double> probabilities, int classes, int k)
    {
        var hits = 0;
        for (var row = 0; row < truth.Length; row++)
        {
            var scores = probabilities.Slice(row * classes, classes);
            hits += (classes == 2 ? k > 1 || (scores[1] > 0.5 ? 1 : 0) == truth[row] : RankOf(scores, truth[row]) < k) ? 1 : 0;
        }

        return (double)hits / truth.Length;
    }

    /// <summary>The class of the largest probability; the first of equal ones.</summary>
    public static int ArgMax(ReadOnlySpan<double> probabilities)
    {
        var best = 0;
        for (var c = 1; c < probabilities.Length; c++)
        {
            best = probabilities[c] > probabilities[best] ? c : best;
        }

        return best;
    }

    private static int RankOf(ReadOnlySpan<double> scores, int label)
    {
        var rank = 0;
        for (var c = 0; c < scores.Length; c++)
        {
            rank += scores[c] > scores[label] || (scores[c] == scores[label] && c > label) ? 1 : 0;
        }

        return rank;
    }
}
