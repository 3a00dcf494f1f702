using System.Text.Json.Serialization;

namespace FineTune.Training.Similarity;

/// <summary>How near a task is to what a model was pretrained for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Closeness>))]
public enum Closeness
{
    /// <summary>The frozen features all but solve it: little has to change.</summary>
    [JsonStringEnumMemberName("close")]
    Close,

    /// <summary>The frozen features help: the upper layers have to change.</summary>
    [JsonStringEnumMemberName("medium")]
    Medium,

    /// <summary>The frozen features help little: everything has to change, with care.</summary>
    [JsonStringEnumMemberName("different")]
    Different,
}
