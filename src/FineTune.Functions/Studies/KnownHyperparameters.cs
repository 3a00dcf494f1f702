using FineTune.Search.Spaces;
using FineTune.Training;

namespace FineTune.Functions.Studies;

/// <summary>Every hyperparameter that a study can name, with its whole range, its words, and the setting under which it means something.</summary>
internal static class KnownHyperparameters
{
    private const double WidestRate = 1;

    /// <summary>All of them; the default space says which are searched without being named.</summary>
    public static SearchSpace Space { get; } = SearchSpace.Create(
    [
        Words("optimizer", "adamw", "adafactor", "lion", "sgd"),
        new FloatParameter("learningRate", 1e-7, WidestRate, Log: true),
        new FloatParameter("beta1", 0, 0.99) { When = Is("optimizer", "adamw", "adafactor", "lion") },
        new FloatParameter("beta2", 0, 0.9999) { When = Is("optimizer", "adamw", "lion") },
        new FloatParameter("epsilon", 1e-10, 1e-4, Log: true) { When = Is("optimizer", "adamw") },
        new FloatParameter("momentum", 0, 0.99) { When = Is("optimizer", "sgd") },
        new IntegerParameter("batchSize", 1, 4096),
        new FloatParameter("epochs", 0.01, 1000),
        new FloatParameter("dropout", 0, 0.9),
        new FloatParameter("hiddenDropout", 0, 0.9),
        new FloatParameter("attentionDropout", 0, 0.9),
        new FloatParameter("headDropout", 0, 0.9),
        new FloatParameter("weightDecay", 0, 1),
        Flag("coupledWeightDecay") with { When = Is("optimizer", "sgd") },
        Words(
            "schedule", "linear", "cosine", "constant", "cosine_with_restarts", "polynomial", "inverse_sqrt", "one_cycle", "slanted_triangular", "warmup_stable_decay", "reduce_on_plateau"),
        new FloatParameter("warmupRatio", 0, 1),
        new IntegerParameter("warmupSteps", 0, 1_000_000),
        new FloatParameter("scheduleCycles", 0, 20) { When = Is("schedule", "cosine", "cosine_with_restarts") },
        new FloatParameter("schedulePower", 0.1, 10) { When = Is("schedule", "polynomial") },
        new FloatParameter("minLearningRateRatio", 0, 0.99) { When = Is("schedule", "cosine", "polynomial", "warmup_stable_decay") },
        new FloatParameter("decayRatio", 0, 1) { When = Is("schedule", "warmup_stable_decay") },
        new FloatParameter("plateauFactor", 0.01, 0.99) { When = Is("schedule", "reduce_on_plateau") },
        new IntegerParameter("plateauPatience", 0, 100) { When = Is("schedule", "reduce_on_plateau") },
        new IntegerParameter("frozenLayers", 0, 1000),
        Flag("freezeEmbeddings"),
        new FixedParameter("frozenPattern", ParameterValue.Of(string.Empty)),
        new FloatParameter("unfreezeEveryEpochs", 0, 100),
        new IntegerParameter("loraRank", 0, 1024),
        new FloatParameter("loraAlpha", 0, 4096),
        new FloatParameter("loraDropout", 0, 0.9),
        new FixedParameter("loraTargets", ParameterValue.Of("attention")),
        Words("loraVariant", "lora", "rslora", "dora"),
        new FloatParameter("layerwiseDecay", 0.1, 1),
        new FloatParameter("maxGradientNorm", 0, 1000),
        new FloatParameter("labelSmoothing", 0, 0.9),
        Words("classWeighting", "none", "balanced"),
        Words("augmentation", "none", "crop", "flip", "crop-flip"),
        new FloatParameter("leastCropArea", 0.05, 1) { When = Is("augmentation", "crop", "crop-flip") },
        new FloatParameter("emaDecay", 0, 0.99999),
        Flag("groupByLength"),
        Flag("packing"),
        Flag("gradientCheckpointing"),
        Words("precision", "float32", "bf16"),
        new IntegerParameter("microBatchSize", 0, 4096),
        new IntegerParameter("earlyStoppingPatience", 0, 1000),
        new FloatParameter("earlyStoppingMinDelta", 0, 1000),
        new FloatParameter("earlyStoppingWarmupEpochs", 0, 1000),
    ]);

    private static CategoricalParameter Words(string name, params string[] choices) => new(name, [.. choices.Select(ParameterValue.Of)]);

    private static CategoricalParameter Flag(string name) => new(name, [ParameterValue.Of(false), ParameterValue.Of(true)]);

    private static Condition Is(string parent, params string[] values) => new(parent, [.. values.Select(ParameterValue.Of)]);
}
