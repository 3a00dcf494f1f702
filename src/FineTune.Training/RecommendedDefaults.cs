using System.Text.Json;
using System.Text.Json.Nodes;
using FineTune.Training.Models;

namespace FineTune.Training;

/// <summary>Recommended settings for each model family, from a table in which every value names its source.</summary>
public static class RecommendedDefaults
{
    /// <summary>The settings for the model of a folder.</summary>
    /// <exception cref="InvalidInputException">The folder has no usable config.json.</exception>
    public static RecommendedSettings For(string modelFolder) => For(ModelFolder.ReadConfig(modelFolder).Config);

    /// <summary>The settings for a model.</summary>
    public static RecommendedSettings For(ModelConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        using var stream = typeof(RecommendedDefaults).Assembly.GetManifestResourceStream("FineTune.Training.RecommendedDefaults.json")!;
        var table = JsonNode.Parse(stream)!["families"]!.AsArray().Select(f => f!.AsObject());
        var family = table.FirstOrDefault(f => f["modelTypes"]!.AsArray().Any(t => (string?)t == config.ModelType) && config.HiddenSize <= (int)f["maxHiddenSize"]!)
            ?? throw new InvalidOperationException($"No recommended settings for '{config.ModelType}'.");
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
        return new RecommendedSettings((string)family["name"]!, hyperparameters, [.. ranges.Select(r => Fit(r, config))], sources);
    }

    private static RecommendedRange Fit(RecommendedRange range, ModelConfig config) =>
        range.HighLayersShare is { } share ? range with { High = Math.Floor(share * config.Layers) } : range;
}
