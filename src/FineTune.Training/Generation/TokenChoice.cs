using FineTune.Training.Metrics;

namespace FineTune.Training.Generation;

/// <summary>Chooses the next token from logits: penalty, then temperature, top-k and top-p in the order of the transformers library.</summary>
internal static class TokenChoice
{
    /// <summary>The token's id.</summary>
    /// <param name="logits">One logit a token of the vocabulary; changed in place.</param>
    /// <param name="seen">The tokens of the text so far.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="draw">A number from 0 to below 1.</param>
    public static int Of(float[] logits, IReadOnlySet<int> seen, GenerationOptions options, double draw)
    {
        Penalize(logits, seen, options.RepetitionPenalty);
        if (options.Temperature <= 0)
        {
            return Logits.Largest(logits);
        }

        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = (float)(logits[i] / options.Temperature);
        }

        KeepLikeliest(logits, options.TopK);
        KeepNucleus(logits, options.TopP);
        return Draw(Logits.Softmax(logits), draw);
    }

    private static void Penalize(float[] logits, IReadOnlySet<int> seen, double penalty)
    {
        foreach (var id in penalty == 1 ? [] : seen.Where(id => id < logits.Length))
        {
            logits[id] = (float)(logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
        }
    }

    /// <summary>Takes out what is less likely than the k-th likeliest; what is as likely stays.</summary>
    private static void KeepLikeliest(float[] logits, int count)
    {
        if (count == 0 || count >= logits.Length)
        {
            return;
        }

        var bound = logits.OrderDescending().ElementAt(count - 1);
        for (var i = 0; i < logits.Length; i++)
        {
            logits[i] = logits[i] < bound ? float.NegativeInfinity : logits[i];
        }
    }

    /// <summary>Takes out the least likely tokens that together have at most 1 - p (Holtzman et al. 2020); one token always stays.</summary>
    private static void KeepNucleus(float[] logits, double share)
    {
        if (share >= 1)
        {
            return;
        }

        var probabilities = Logits.Softmax(logits);
        var ascending = Enumerable.Range(0, logits.Length).OrderBy(i => probabilities[i]).ThenByDescending(i => i).ToArray();
        var sum = 0.0;
        foreach (var i in ascending[..^1])
        {
            sum += probabilities[i];
            if (sum > 1 - share)
            {
                break;
            }

            logits[i] = float.NegativeInfinity;
        }
    }

    private static int Draw(double[] probabilities, double draw)
    {
        for (var i = 0; i < probabilities.Length; i++)
        {
            draw -= probabilities[i];
            if (draw < 0)
            {
                return i;
            }
        }

        return Array.FindLastIndex(probabilities, p => p > 0);
    }
}
