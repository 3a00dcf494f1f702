namespace FineTune.Training.Metrics;

/// <summary>Probabilities from logits, in double precision and without overflow.</summary>
internal static class Logits
{
    /// <summary>The probability of each class.</summary>
    public static double[] Softmax(ReadOnlySpan<float> logits)
    {
        var result = new double[logits.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = Math.Exp(LogProbability(logits, i));
        }

        return result;
    }

    /// <summary>The logarithm of one class's probability.</summary>
    public static double LogProbability(ReadOnlySpan<float> logits, int label)
    {
        double highest = float.NegativeInfinity, sum = 0;
        foreach (var logit in logits)
        {
            highest = Math.Max(highest, logit);
        }

        foreach (var logit in logits)
        {
            sum += Math.Exp(logit - highest);
        }

        return logits[label] - highest - Math.Log(sum);
    }

    /// <summary>The class of the largest logit; the first of equal ones.</summary>
    public static int Largest(float[] logits) => Array.IndexOf(logits, logits.Max());
}
