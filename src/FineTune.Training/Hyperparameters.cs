using System.Text.Json.Serialization;
using FineTune.Training.Optimization;

namespace FineTune.Training;

/// <summary>What a trial is trained with. Its camel-case JSON names are the names of the search space's parameters.</summary>
public sealed record Hyperparameters
{
    /// <summary>Peak learning rate of AdamW.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Rows for each update: the effective batch, whatever the memory allows at once.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Length of the whole training in passes over the training split; fractions are allowed. The schedule ends here.</summary>
    public double Epochs { get; init; } = 3;

    /// <summary>Dropout rate of hidden states and attention probabilities; null keeps the model's own rates.</summary>
    public double? Dropout { get; init; }

    /// <summary>Dropout rate before the classifier; null keeps the model's own rate, or <see cref="Dropout"/> where that is set.</summary>
    public double? HeadDropout { get; init; }

    /// <summary>Decoupled weight decay, never on biases and norms.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>How the learning rate moves.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Share of all updates over which the learning rate rises from zero; rounded up to whole updates.</summary>
    public double WarmupRatio { get; init; } = 0.1;

    /// <summary>How many encoder layers, counted from the bottom, are not trained.</summary>
    public int FrozenLayers { get; init; }

    /// <summary>Whether the embeddings are not trained.</summary>
    public bool FreezeEmbeddings { get; init; }

    /// <summary>Rank of low-rank adapters; 0 trains the layers themselves. With adapters, only they and the head are trained.</summary>
    public int LoraRank { get; init; }

    /// <summary>α of the adapters; 0 takes twice the rank.</summary>
    public double LoraAlpha { get; init; }

    /// <summary>Dropout of the adapters' input.</summary>
    public double LoraDropout { get; init; }

    /// <summary>Which modules are adapted: "attention" (queries and values) or "all-linear".</summary>
    public string LoraTargets { get; init; } = "attention";

    /// <summary>"lora", "rslora" or "dora".</summary>
    public string LoraVariant { get; init; } = "lora";

    /// <summary>Factor from one layer's learning rate to that of the layer below it; 1 gives all layers the same rate.</summary>
    public double LayerwiseDecay { get; init; } = 1;

    /// <summary>Largest allowed norm of the gradient; 0 switches clipping off.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Share of the target probability that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Weight of each class in the loss, in the order of the labels; empty weighs all alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>Most rows that pass through the model at once; 0 takes the whole batch. Changes memory, not the result.</summary>
    public int MicroBatchSize { get; init; }
}
