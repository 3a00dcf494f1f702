using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Keys;

/// <summary>JSON of the key files.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(HostKeys))]
[JsonSerializable(typeof(FunctionKeys))]
internal sealed partial class KeyJson : JsonSerializerContext;
