using System.Text.Json.Serialization;

namespace FineTune.Training.Similarity;

/// <summary>What the score of a probe counts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ProbeMeasure>))]
public enum ProbeMeasure
{
    /// <summary>The share of texts whose label is right.</summary>
    [JsonStringEnumMemberName("texts")]
    Texts,

    /// <summary>The share of images whose class is right.</summary>
    [JsonStringEnumMemberName("images")]
    Images,

    /// <summary>The share of words whose tag is right.</summary>
    [JsonStringEnumMemberName("words")]
    Words,

    /// <summary>The share of yes-or-no answers that are right, one for each label of each text.</summary>
    [JsonStringEnumMemberName("labels")]
    Labels,

    /// <summary>The share of the numbers' variance that is explained; below 0 it does worse than their mean.</summary>
    [JsonStringEnumMemberName("variance")]
    Variance,
}
