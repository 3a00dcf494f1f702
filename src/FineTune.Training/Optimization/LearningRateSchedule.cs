using System.Text.Json.Serialization;

namespace FineTune.Training.Optimization;

/// <summary>How the learning rate moves from step to step, by the names that Hugging Face uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LearningRateSchedule>))]
public enum LearningRateSchedule
{
    /// <summary>Rises over the warmup, then stays.</summary>
    [JsonStringEnumMemberName("constant")]
    Constant,

    /// <summary>Rises over the warmup, then falls on a straight line to zero.</summary>
    [JsonStringEnumMemberName("linear")]
    Linear,

    /// <summary>Rises over the warmup, then falls on half a cosine to zero.</summary>
    [JsonStringEnumMemberName("cosine")]
    Cosine,

    /// <summary>Rises from above zero, then falls on half a cosine to the lowest rate.</summary>
    [JsonStringEnumMemberName("cosine_warmup_with_min_lr")]
    CosineWarmupWithMinRate,

    /// <summary>Rises over the warmup, then falls on a cosine that starts anew at each restart.</summary>
    [JsonStringEnumMemberName("cosine_with_restarts")]
    CosineWithRestarts,

    /// <summary>Rises over the warmup, then falls on a power of the remaining share of steps.</summary>
    [JsonStringEnumMemberName("polynomial")]
    Polynomial,

    /// <summary>Rises over the warmup, then falls with the inverse square root of the step.</summary>
    [JsonStringEnumMemberName("inverse_sqrt")]
    InverseSquareRoot,

    /// <summary>Warms up, stays, and decays over the last tenth of the steps.</summary>
    [JsonStringEnumMemberName("warmup_stable_decay")]
    WarmupStableDecay,

    /// <summary>Slanted triangle of ULMFiT: a short rise, a long fall.</summary>
    [JsonStringEnumMemberName("slanted_triangular")]
    SlantedTriangular,

    /// <summary>One cycle (Smith): from a 25th of the rate to the rate over 30 % of the steps, then down on a cosine.</summary>
    [JsonStringEnumMemberName("one_cycle")]
    OneCycle,

    /// <summary>Rises over the warmup, then stays until the objective stops improving, and is reduced each time that it does.</summary>
    [JsonStringEnumMemberName("reduce_on_plateau")]
    ReduceOnPlateau,
}
