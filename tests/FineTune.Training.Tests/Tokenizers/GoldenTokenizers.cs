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

    /// <summary>Loads a tokenizer.json, or a vocabulary and merges written "a + b".</summary>
    public static Tokenizer LoadFiles(string files)
    {
        var parts = files.Split(" + ");
        return Tokenizer.LoadFile(GoldenTexts.PathOf(parts[0]));
    }
}
