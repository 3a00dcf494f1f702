using System.Text.Json.Serialization;

namespace FineTune.Training.Optimization;

/// <summary>How gradients become updates, by the names that Hugging Face uses.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OptimizerKind>))]
public enum OptimizerKind
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    [JsonStringEnumMemberName("adamw")]
    AdamW,

    /// <summary>Adafactor (Shazeer and Stern 2018) at the schedule's own rate: squares are kept by rows and columns only.</summary>
    [JsonStringEnumMemberName("adafactor")]
    Adafactor,

    /// <summary>Lion (Chen et al. 2023): the sign of a momentum; wants a third to a tenth of AdamW's rate.</summary>
    [JsonStringEnumMemberName("lion")]
    Lion,

    /// <summary>Stochastic gradient descent with momentum.</summary>
    [JsonStringEnumMemberName("sgd")]
    Sgd,
}
