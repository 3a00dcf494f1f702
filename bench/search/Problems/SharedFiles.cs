using System.IO.Compression;
using System.Text.Json;

namespace FineTune.Search.Bench.Problems;

/// <summary>Finds and reads the shared problem files: FINETUNE_SHARED, or shared beside the repository.</summary>
internal static class SharedFiles
{
    public static string Root { get; } = Environment.GetEnvironmentVariable("FINETUNE_SHARED") is { Length: > 0 } set ? set : Path.Combine(Repository(), "..", "shared");

    public static string Goldens => Environment.GetEnvironmentVariable("FINETUNE_GOLDENS") is { Length: > 0 } set ? set : Path.Combine(Root, "goldens");

    public static JsonElement Json(params string[] parts)
    {
        using var stream = Open(parts);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    public static IEnumerable<string> Lines(params string[] parts)
    {
        using var reader = new StreamReader(Open(parts));
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    public static Stream Open(params string[] parts)
    {
        var path = Path.Combine([Goldens, .. parts]);
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? ".";
    }
}
