using FineTune.Training.Models;

namespace FineTune.Training;

/// <summary>How many rows pass through a model at once: as many of a batch as memory is estimated to hold.</summary>
/// <remarks>
/// Estimated from the whole memory of the machine or its container, not from what is free at the moment, so that equal hosts
/// choose alike. Where the estimate is too high, the update is begun again with half of the rows.
/// </remarks>
internal static class MicroBatch
{
    /// <summary>Share of the memory that activations may take: the rest is for weights, gradients, optimizer and the host.</summary>
    private const double Share = 0.5;

    /// <summary>Rows of the hidden width that a layer remembers for each token: projections, norms, residuals, dropout masks.</summary>
    private const int HiddenRows = 12;

    /// <summary>Rows of the intermediate width: before and after the activation, and its gradient.</summary>
    private const int IntermediateRows = 3;

    /// <summary>Squares of the length that a head remembers: scores, probabilities, their mask and product.</summary>
    private const int Squares = 4;

    /// <summary>Maps of a convolution's size that are remembered: its own output, the norm's and the activation's.</summary>
    private const int MapsOfConvolution = 3;

    /// <summary>The rows to take at once.</summary>
    /// <param name="config">The model.</param>
    /// <param name="hyperparameters">Batch size, precision, checkpointing; a micro-batch that they name is taken.</param>
    /// <param name="longestRow">Tokens of the longest row.</param>
    /// <param name="bytes">Memory of the device for this trial; 0 where it is not known.</param>
    public static int Choose(ModelConfig config, Hyperparameters hyperparameters, int longestRow, long bytes)
    {
        if (hyperparameters.MicroBatchSize > 0)
        {
            return hyperparameters.MicroBatchSize;
        }

        if (bytes <= 0)
        {
            return hyperparameters.BatchSize;
        }

        var fitting = Math.Max(1, (long)(bytes * Share / BytesOfRow(config, hyperparameters, longestRow)));
        if (fitting >= hyperparameters.BatchSize)
        {
            return hyperparameters.BatchSize;
        }

        // Equal parts: 12 rows of which 9 fit pass as 6 and 6.
        var parts = (hyperparameters.BatchSize + fitting - 1) / fitting;
        return (int)((hyperparameters.BatchSize + parts - 1) / parts);
    }

    /// <summary>What a row of that many tokens, or an image, makes the model remember until the way back.</summary>
    public static double BytesOfRow(ModelConfig config, Hyperparameters hyperparameters, int tokens)
    {
        if (config.ResNet is { } shape)
        {
            return shape.Convolutions(config.ImageSize).Sum(c => (double)MapsOfConvolution * c.To * c.Size * c.Size) * sizeof(float);
        }

        tokens = config.ImageSize > 0 ? config.Positions : tokens;
        var perLayer = ((double)tokens * ((HiddenRows * config.HiddenSize) + (IntermediateRows * config.IntermediateSize)))
            + ((double)Squares * config.Heads * tokens * tokens);
        var trained = Math.Max(1, config.Layers - (hyperparameters.FreezeEmbeddings ? hyperparameters.FrozenLayers : 0));
        var numbers = hyperparameters.GradientCheckpointing ? perLayer + ((double)trained * tokens * config.HiddenSize) : trained * perLayer;
        return numbers * (hyperparameters.Precision == "bf16" ? 2 : 4);
    }

    /// <summary>Memory of this machine or container for one of the trials that share its cores.</summary>
    public static long BytesOfTrial(int threads) => threads <= 0
        ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes
        : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Math.Max(1, Environment.ProcessorCount / threads);
}
