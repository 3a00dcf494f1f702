using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Models;

namespace FineTune.Training;

/// <summary>Recommended settings for each model family, from a table in which every value names its source.</summary>
public static class RecommendedDefaults
{
    /// <summary>Training all weights that are not frozen.</summary>
    public const string FullMethod = "full";

    /// <summary>Training low-rank adapters and the head.</summary>
    public const string LoraMethod = "lora";

    /// <summary>The settings for the model of a folder.</summary>
    /// <param name="modelFolder">The folder.</param>
    /// <param name="method"><see cref="FullMethod"/> or <see cref="LoraMethod"/>.</param>
    /// <exception cref="InvalidInputException">The folder has no usable config.json.</exception>
    public static RecommendedSettings For(string modelFolder, string method = FullMethod) => For(ModelFolder.ReadConfig(modelFolder).Config, method);

    /// <summary>The settings for a model: the table's first entry for its architecture, its size and the method.</summary>
    public static RecommendedSettings For(ModelConfig config, string method = FullMethod)
    {
        ArgumentNullException.ThrowIfNull(config);
        var family = Table().FirstOrDefault(f => (string?)f["method"] == method && Fits(f, config))
            ?? throw new InvalidOperationException($"No recommended settings for '{config.ModelType}' with the method '{method}'.");
        // Over the record's own defaults: what the table does not name must not become zero.
        var values = JsonSerializer.SerializeToNode(new Hyperparameters(), TrainingJson.Default.Hyperparameters)!.AsObject();
        var sources = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, entry) in family["hyperparameters"]!.AsObject())
        {
            values[name] = entry!["value"]!.DeepClone();
            sources[name] = (string)entry["source"]!;
        }

        var hyperparameters = values.Deserialize(TrainingJson.Default.Hyperparameters)!;
        var ranges = family["ranges"].Deserialize(TrainingJson.Default.IReadOnlyListRecommendedRange)!;
        return new RecommendedSettings((string)family["name"]!, hyperparameters, [.. ranges.Select(r => Fit(r, config))], sources)
        {
            Portfolio = family["portfolio"]?.Deserialize(TrainingJson.Default.IReadOnlyListPortfolioSetting) ?? [],
        };
    }

    /// <summary>The table's entries in order.</summary>
    internal static IReadOnlyList<JsonObject> Table()
    {
        using var stream = typeof(RecommendedDefaults).Assembly.GetManifestResourceStream("FineTune.Training.RecommendedDefaults.json")!;
        return [.. JsonNode.Parse(stream)!["families"]!.AsArray().Select(f => f!.AsObject())];
    }

    private static bool Fits(JsonObject family, ModelConfig config) =>
        family["modelTypes"]!.AsArray().Any(t => (string?)t == config.ModelType) && config.HiddenSize <= (int)family["maxHiddenSize"]!;

    private static RecommendedRange Fit(RecommendedRange range, ModelConfig config) =>
        range.HighLayersShare is { } share ? range with { High = Math.Floor(share * config.Layers) } : range;
}
