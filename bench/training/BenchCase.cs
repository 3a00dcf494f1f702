using System.Text.Json;

namespace FineTune.Training.Bench;

/// <summary>One model that both sides train: an entry of cases.json.</summary>
/// <param name="Name">Its family, or what it is.</param>
/// <param name="Task">"sequence": one class a row; "causal": the next token; "image": one class an image.</param>
/// <param name="MeanLength">Tokens of a row in the mean.</param>
/// <param name="Config">Its config.json, which both sides read.</param>
/// <param name="Adapters">Whether it is trained with low-rank adapters too.</param>
internal sealed record BenchCase(string Name, string Task, int MeanLength, JsonElement Config, bool Adapters = true)
{
    /// <summary>All cases.</summary>
    public static IReadOnlyList<BenchCase> All() => JsonSerializer.Deserialize<BenchCase[]>(
        File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "cases.json")), BenchWork.Json)!;
}
