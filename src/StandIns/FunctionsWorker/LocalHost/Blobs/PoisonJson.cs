using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>JSON of poison records; names in the case of the real host's.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(PoisonBlob))]
internal sealed partial class PoisonJson : JsonSerializerContext;
