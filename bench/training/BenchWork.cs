using System.Text.Json;
using FineTune.Training.Models;

namespace FineTune.Training.Bench;

/// <summary>One batch: token ids without padding, and labels; or for images the number that their pixels begin with.</summary>
internal sealed record BenchBatch(IReadOnlyList<int[]> Rows, IReadOnlyList<int> Labels, long Seed);

/// <summary>What both sides do; the peer reads it as JSON.</summary>
internal sealed record BenchWork
{
    /// <summary>How work and answers are written.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Rows of a batch.</summary>
    public const int BatchSize = 16;

    private const int Classes = 20;

    private static readonly string[] LayerFields = ["num_hidden_layers", "n_layers", "n_layer"];

    /// <summary>"sequence", "causal" or "image".</summary>
    public required string Task { get; init; }

    /// <summary>The model's config.json.</summary>
    public required JsonElement Config { get; init; }

    /// <summary>The batches, which are trained in turn.</summary>
    public required IReadOnlyList<BenchBatch> Batches { get; init; }

    /// <summary>Classes to tell apart.</summary>
    public int Labels { get; init; } = Classes;

    /// <summary>Width and height of images.</summary>
    public int ImageSize { get; init; }

    /// <summary>Layers that are not trained, counted from the bottom; the embeddings are not either where there are some.</summary>
    public int FrozenLayers { get; init; }

    /// <summary>Rank of adapters; 0 for none.</summary>
    public int LoraRank { get; init; }

    /// <summary>Threads of each side.</summary>
    public int Threads { get; init; }

    /// <summary>Passes over all batches that are timed, after one that is not.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>The weights that both sides begin with; the product writes them.</summary>
    public string Weights { get; init; } = string.Empty;

    /// <summary>The work of a case.</summary>
    /// <param name="item">The case.</param>
    /// <param name="setting">What is trained.</param>
    /// <param name="threads">Threads of each side.</param>
    /// <param name="count">How many batches.</param>
    /// <param name="isEqual">Whether all rows have the mean length, so that there is nothing to pad.</param>
    public static BenchWork Of(BenchCase item, BenchSetting setting, int threads, int count, bool isEqual)
    {
        var config = item.Config;
        var layers = config.TryGetProperty("depths", out var depths) ? depths.GetArrayLength()
            : config.GetProperty(LayerFields.First(n => config.TryGetProperty(n, out _))).GetInt32();
        var random = new Random(1);
        return new BenchWork
        {
            Task = item.Task,
            Config = config,
            Batches = [.. Enumerable.Range(0, count).Select(i => Batch(item, random, i, isEqual))],
            ImageSize = item.Task == "image" ? config.GetProperty("image_size").GetInt32() : 0,
            FrozenLayers = setting == BenchSetting.Frozen ? (layers + 1) / 2 : 0,
            LoraRank = setting == BenchSetting.Lora ? 8 : 0,
            Threads = threads,
        };
    }

    /// <summary>Images without a file: pixels between -1 and 1, a formula that the peer knows too. [B, 3, size, size].</summary>
    public float[] Pixels(BenchBatch batch) =>
        [.. Enumerable.Range(0, batch.Labels.Count * 3 * ImageSize * ImageSize).Select(i => (float)(((i + batch.Seed) * 2654435761 % 4294967296 / 2147483648.0) - 1))];

    private static BenchBatch Batch(BenchCase item, Random random, int number, bool isEqual)
    {
        int[] labels = [.. Enumerable.Range(0, BatchSize).Select(_ => random.Next(Classes))];
        return item.Task == "image"
            ? new BenchBatch([], labels, number * 1_000_003L)
            : new BenchBatch([.. Enumerable.Range(0, BatchSize).Select(_ => Row(item, random, isEqual))], labels, 0);
    }

    /// <summary>A row of random words; lengths are log-normal as those of messages, from a quarter of the mean to four times.</summary>
    private static int[] Row(BenchCase item, Random random, bool isEqual)
    {
        const double Spread = 0.55;
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var median = item.MeanLength * Math.Exp(-Spread * Spread / 2);
        var length = isEqual ? item.MeanLength : Math.Clamp((int)Math.Round(median * Math.Exp(Spread * normal)), item.MeanLength / 4, 4 * item.MeanLength);
        var words = item.Config.GetProperty("vocab_size").GetInt32();
        return [.. Enumerable.Range(0, length).Select(_ => random.Next(5, words))];
    }
}
