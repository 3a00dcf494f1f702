using System.Text.Json;

namespace FineTune.Search.Tests.Goldens;

/// <summary>Finds reference outputs: FINETUNE_GOLDENS, or shared/goldens beside the repository. Tests skip where there are none.</summary>
internal static class GoldenFiles
{
    private static readonly Dictionary<string, JsonDocument> Read = [];

    public static string Root { get; } = Environment.GetEnvironmentVariable("FINETUNE_GOLDENS") is { Length: > 0 } set
        ? set
        : Path.Combine(Shared, "goldens");

    public static string Shared => Environment.GetEnvironmentVariable("FINETUNE_SHARED") is { Length: > 0 } set
        ? set
        : Path.Combine(RepositoryRoot(), "..", "shared");

    /// <summary>The path of a file or folder below the root; skips the test where it is missing.</summary>
    public static string Find(params string[] parts)
    {
        var path = Path.Combine([Root, .. parts]);
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            Assert.Skip($"There are no reference outputs at {path}; set FINETUNE_GOLDENS.");
        }

        return path;
    }

    /// <summary>A JSON file of the optuna folder.</summary>
    public static JsonElement Optuna(string file)
    {
        var path = Find("optuna", file);
        lock (Read)
        {
            if (!Read.TryGetValue(path, out var document))
            {
                document = JsonDocument.Parse(File.ReadAllBytes(path));
                Read.Add(path, document);
            }

            return document.RootElement;
        }
    }

    /// <summary>A number, which may be written as "NaN" or "Infinity".</summary>
    public static double Number(JsonElement element) => element.ValueKind == JsonValueKind.String
        ? element.GetString() switch
        {
            "NaN" => double.NaN,
            "Infinity" => double.PositiveInfinity,
            "-Infinity" => double.NegativeInfinity,
            var other => throw new FormatException(other),
        }
        : element.GetDouble();

    /// <summary>A list of numbers.</summary>
    public static double[] Numbers(JsonElement element) => [.. element.EnumerateArray().Select(Number)];

    /// <summary>A list of whole numbers.</summary>
    public static int[] Integers(JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetInt32())];

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
