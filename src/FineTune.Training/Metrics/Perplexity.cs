namespace FineTune.Training.Metrics;

/// <summary>Perplexity of a language model: the exponential of the mean negative log-likelihood of a token.</summary>
/// <param name="MeanLogLoss">The mean over all tokens, not over batches.</param>
/// <param name="Value">Its exponential; infinity where that overflows.</param>
public readonly record struct Perplexity(double MeanLogLoss, double Value)
{
    /// <summary>From the mean loss and the number of labelled tokens of each batch.</summary>
    public static Perplexity Of(IReadOnlyList<double> meanLossPerBatch, IReadOnlyList<long> tokensPerBatch)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(tokensPerBatch.Count, meanLossPerBatch.Count);
        var mean = meanLossPerBatch.Select((loss, batch) => loss * tokensPerBatch[batch]).Sum() / tokensPerBatch.Sum();
        return new Perplexity(mean, Math.Exp(mean));
    }
}
