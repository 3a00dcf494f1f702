using System.Text.Json;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Api;

/// <summary>A study's result.</summary>
/// <param name="Files">The files under <c>best/</c>.</param>
/// <param name="Metrics">The content of <c>metrics.json</c>.</param>
/// <param name="Trial">The best trial's number.</param>
/// <param name="Parameters">Its hyperparameters.</param>
public sealed record BestView(IReadOnlyList<FileView> Files, JsonElement Metrics, int Trial, ParameterSet Parameters);
