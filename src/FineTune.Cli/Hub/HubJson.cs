using System.Text.Json.Serialization;

namespace FineTune.Cli.Hub;

/// <summary>Serialisation of the hub's answers and of the index of weights in several files.</summary>
[JsonSerializable(typeof(RevisionAnswer))]
[JsonSerializable(typeof(WeightIndex))]
internal sealed partial class HubJson : JsonSerializerContext;
