using System.Collections.Concurrent;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.Tests.Tokenizers;

/// <summary>The tokenizers of the goldens' index, each loaded once.</summary>
internal static class GoldenTokenizers
{
    private static readonly ConcurrentDictionary<string, Lazy<Tokenizer>> Loaded = new();

    public static Tokenizer Load(string name) => Loaded.GetOrAdd(name, n => new Lazy<Tokenizer>(() =>
    {
        var entry = GoldenTexts.Read("index.json").GetProperty("tokenizers").EnumerateArray().Single(t => t.GetProperty("name").GetString() == n);
        return LoadFiles(entry.GetProperty("tokenizer").GetString()!);
    })).Value;

    /// <summary>Loads a tokenizer.json, or the old files written "a + b" from a folder that holds only them.</summary>
    public static Tokenizer LoadFiles(string files, string? config = null)
    {
        var paths = Paths(files);
        if (paths is [var single] && Path.GetFileName(single) == "tokenizer.json")
        {
            return Tokenizer.LoadFile(single);
        }

        using var folder = new TemporaryFolder();
        foreach (var path in paths)
        {
            File.Copy(path, folder.File(Path.GetFileName(path)));
        }

        if (config is not null)
        {
            folder.Write("tokenizer_config.json", config);
        }

        return Tokenizer.Load(folder.Path);
    }

    private static string[] Paths(string files)
    {
        var parts = files.Split(" + ");
        var first = GoldenTexts.PathOf(parts[0]);
        return [first, .. parts.Skip(1).Select(part => Path.Combine(Path.GetDirectoryName(first)!, Path.GetFileName(part)))];
    }
}
