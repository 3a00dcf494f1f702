using System.Text.Json;

namespace FineTune.Training.Models;

/// <summary>Single values of config.json that only one family knows.</summary>
internal static class ConfigValue
{
    /// <summary>A text, or null.</summary>
    public static string? Text(ModelConfig config, string name) =>
        config.Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A truth value.</summary>
    public static bool Flag(ModelConfig config, string name, bool fallback) =>
        config.Json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : fallback;

    /// <summary>A number.</summary>
    public static double Number(ModelConfig config, string name, double fallback) =>
        config.Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : fallback;
}
