using System.Text.Json;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>The texts of the tokenizer goldens, and reading their JSON lines.</summary>
internal static class GoldenTexts
{
    private static readonly Lazy<string[]> All = new(() =>
        [.. Lines("texts.jsonl").Select(row => row.GetProperty("text").GetString()!)]);

    public static string Folder => Path.Combine(SharedFiles.Goldens, "tokenizers");

    public static string[] Texts => All.Value;

    public static JsonElement Read(string file) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(Folder, file)));

    public static IEnumerable<JsonElement> Lines(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Select(line => JsonElement.Parse(line));

    /// <summary>A path of the index: below the shared folder where it begins with data/.</summary>
    public static string PathOf(string path) =>
        path.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(SharedFiles.Root, path) : Path.Combine(Folder, path);

    /// <summary>Offsets within a C# string as offsets in code points.</summary>
    public static int CodePointOffset(string text, int offset)
    {
        var count = 0;
        for (var i = 0; i < offset; i++)
        {
            count += char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 0 : 1;
        }

        return count;
    }
}
