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

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="InvalidInputException">The file has another number there.</exception>
    public static int Integer(ModelConfig config, string name, int fallback, int least = 1, int most = ModelFolder.LargestSize)
    {
        if (!config.Json.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.Number)
        {
            return fallback;
        }

        return value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new InvalidInputException(
                "config.json", name, $"'{name}' is {value.GetRawText()}; a whole number from {least} to {most} is needed.", "Use the config.json that belongs to the weights.");
    }

    /// <summary>The text at a place of a list, or null where there is none.</summary>
    public static string? TextAt(ModelConfig config, string name, int index) =>
        config.Json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array && index < list.GetArrayLength() && list[index].ValueKind == JsonValueKind.String
            ? list[index].GetString()
            : null;

    /// <summary>A number.</summary>
    public static double Number(ModelConfig config, string name, double fallback) =>
        config.Json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : fallback;
}
