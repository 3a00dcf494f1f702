using System.Text.Json.Serialization;
using FineTune.Training.Optimization;

namespace FineTune.Training;

/// <summary>What a trial is trained with. Its camel-case JSON names are the names of the search space's parameters.</summary>
public sealed record Hyperparameters
{
    /// <summary>The update rule.</summary>
    public OptimizerKind Optimizer { get; init; } = OptimizerKind.AdamW;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 5e-5;

    /// <summary>Decay of the mean of gradients (AdamW, Lion; Adafactor keeps none at 0); 0 takes the optimizer's own: 0.9 in AdamW and Lion.</summary>
    public double Beta1 { get; init; }

    /// <summary>Decay of the mean of squares (AdamW) or of the kept direction (Lion); 0 takes the optimizer's own: 0.999 and 0.99.</summary>
    public double Beta2 { get; init; }

    /// <summary>What is added to AdamW's denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Momentum of SGD.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Rows for each update: the effective batch, whatever the memory allows at once.</summary>
    public int BatchSize { get; init; } = 16;

    /// <summary>Length of the whole training in passes over the training split; fractions are allowed. The schedule ends here.</summary>
    public double Epochs { get; init; } = 3;

    /// <summary>Dropout rate of hidden states and attention probabilities; null keeps the model's own rates.</summary>
    public double? Dropout { get; init; }

    /// <summary>Dropout rate of hidden states alone; null takes <see cref="Dropout"/>.</summary>
    public double? HiddenDropout { get; init; }

    /// <summary>Dropout rate of attention probabilities alone; null takes <see cref="Dropout"/>.</summary>
    public double? AttentionDropout { get; init; }

    /// <summary>Dropout rate before the classifier; null keeps the model's own rate, or <see cref="Dropout"/> where that is set.</summary>
    public double? HeadDropout { get; init; }

    /// <summary>Weight decay, never on biases and norms; decoupled from the gradient in all optimizers.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>SGD: whether the weight decay is part of the gradient, as in torch.optim.SGD, which published recipes mean.</summary>
    public bool CoupledWeightDecay { get; init; }

    /// <summary>How the learning rate moves.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Linear;

    /// <summary>Share of all updates over which the learning rate rises from zero; rounded up to whole updates.</summary>
    public double WarmupRatio { get; init; } = 0.1;

    /// <summary>Updates over which the learning rate rises from zero; 0 takes <see cref="WarmupRatio"/>.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>Cosine: half of the waves until the end (0.5 falls once); with restarts: whole falls (1). 0 takes these.</summary>
    public double ScheduleCycles { get; init; }

    /// <summary>Polynomial: the power of the remaining share of updates.</summary>
    public double SchedulePower { get; init; } = 1;

    /// <summary>Cosine, polynomial, warmup-stable-decay: the lowest rate as a share of the peak.</summary>
    public double MinLearningRateRatio { get; init; }

    /// <summary>Warmup-stable-decay: share of all updates over which the rate decays.</summary>
    public double DecayRatio { get; init; } = 0.1;

    /// <summary>Reduce on plateau: what the rate is multiplied by.</summary>
    public double PlateauFactor { get; init; } = 0.1;

    /// <summary>Reduce on plateau: evaluations without improvement that are borne.</summary>
    public int PlateauPatience { get; init; } = 1;

    /// <summary>How many encoder layers, counted from the bottom, are not trained.</summary>
    public int FrozenLayers { get; init; }

    /// <summary>Whether the embeddings are not trained.</summary>
    public bool FreezeEmbeddings { get; init; }

    /// <summary>A regular expression; parameters with a match anywhere in their name are not trained. Empty freezes none.</summary>
    public string FrozenPattern { get; init; } = string.Empty;

    /// <summary>
    /// Gradual unfreezing: the head alone is trained at first, and each so many epochs the next layer below joins, down to what is
    /// frozen for good. 0 trains all from the start.
    /// </summary>
    public double UnfreezeEveryEpochs { get; init; }

    /// <summary>Rank of low-rank adapters; 0 trains the layers themselves. With adapters, only they and the head are trained.</summary>
    public int LoraRank { get; init; }

    /// <summary>α of the adapters; 0 takes twice the rank.</summary>
    public double LoraAlpha { get; init; }

    /// <summary>Dropout of the adapters' input.</summary>
    public double LoraDropout { get; init; }

    /// <summary>Which modules are adapted: "attention" (queries and values), "all-linear", or ends of module names, separated by commas.</summary>
    public string LoraTargets { get; init; } = "attention";

    /// <summary>"lora", "rslora" or "dora".</summary>
    public string LoraVariant { get; init; } = "lora";

    /// <summary>Factor from one layer's learning rate to that of the layer below it; 1 gives all layers the same rate.</summary>
    public double LayerwiseDecay { get; init; } = 1;

    /// <summary>Largest allowed norm of the gradient; 0 switches clipping off.</summary>
    public double MaxGradientNorm { get; init; } = 1;

    /// <summary>Share of the target probability that is spread over all classes.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>"none", or "balanced": classes weigh rows / (classes · rows of the class), so that rare ones count as much as common ones.</summary>
    public string ClassWeighting { get; init; } = "none";

    /// <summary>Weight of each class in the loss, in the order of the labels; empty weighs all alike.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? ClassWeights { get; init; }

    /// <summary>How training changes images: "none", "crop" (a random part, resized), "flip" (half of them mirrored) or "crop-flip".</summary>
    public string Augmentation { get; init; } = "none";

    /// <summary>The smallest share of an image that a random crop takes.</summary>
    public double LeastCropArea { get; init; } = 0.35;

    /// <summary>Decay of the running mean of the weights that is evaluated and kept instead of the weights themselves; 0 keeps no mean.</summary>
    public double EmaDecay { get; init; }

    /// <summary>Whether rows of like length share a batch.</summary>
    public bool GroupByLength { get; init; }

    /// <summary>Causal models: whether short rows share one row of attention, each seeing only itself. Changes speed, not the result.</summary>
    public bool Packing { get; init; }

    /// <summary>Whether layers are computed again on the way back instead of being remembered. Changes memory, not the result.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>"float32", or "bf16": the model computes in bf16 and the optimizer keeps single-precision weights.</summary>
    public string Precision { get; init; } = "float32";

    /// <summary>Most rows that pass through the model at once; 0 takes what memory allows. The batch stays the same.</summary>
    public int MicroBatchSize { get; init; }

    /// <summary>Evaluations without improvement after which a trial is stopped; 0 never stops it.</summary>
    public int EarlyStoppingPatience { get; init; }

    /// <summary>Least change of the objective that early stopping counts as improvement.</summary>
    public double EarlyStoppingMinDelta { get; init; }

    /// <summary>Epochs before which a trial is not stopped early.</summary>
    public double EarlyStoppingWarmupEpochs { get; init; }
}
