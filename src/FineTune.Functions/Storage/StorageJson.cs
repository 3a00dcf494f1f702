using System.Text.Json.Serialization;

namespace FineTune.Functions.Storage;

/// <summary>The JSON of the store's own small documents.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(AttemptRecord))]
[JsonSerializable(typeof(FinalistRecord))]
[JsonSerializable(typeof(FolderManifest))]
[JsonSerializable(typeof(SegmentRecord))]
[JsonSerializable(typeof(StudyControl))]
internal sealed partial class StorageJson : JsonSerializerContext;
