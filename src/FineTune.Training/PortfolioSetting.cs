using System.Text.Json;

namespace FineTune.Training;

/// <summary>A setting that was good on several tasks with models of a family.</summary>
/// <param name="Values">What differs from the recommended defaults, by camel-case name.</param>
/// <param name="Source">Who found it, and on what.</param>
public sealed record PortfolioSetting(IReadOnlyDictionary<string, JsonElement> Values, string Source);
