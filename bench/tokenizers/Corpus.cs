using System.Globalization;
using System.Text;
using System.Text.Json;
using FineTune.Training.Tokenizers;

namespace FineTune.Tokenizers.Bench;

/// <summary>The text and the tokenizers of the benchmark, and the hash of ids.</summary>
internal static class Corpus
{
    /// <summary>The byte ranges of the segments, joined and cut at line feeds.</summary>
    public static string[] Lines(JsonElement segments, string shared)
    {
        using var text = new MemoryStream();
        foreach (var segment in segments.EnumerateArray())
        {
            var bytes = File.ReadAllBytes(Path.Combine(shared, segment.GetProperty("file").GetString()!));
            var begin = segment.GetProperty("begin").GetInt32();
            text.Write(bytes, begin, segment.GetProperty("end").GetInt32() - begin);
        }

        var lines = Encoding.UTF8.GetString(text.ToArray()).Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    /// <summary>Loads a tokenizer.json, or the folder of older files written "a + b".</summary>
    public static Tokenizer Load(string files, string shared, string goldens)
    {
        var first = files.Split(" + ")[0];
        var path = first.StartsWith("data/", StringComparison.Ordinal) ? Path.Combine(shared, first) : Path.Combine(goldens, "tokenizers", first);
        return Path.GetFileName(path) == "tokenizer.json" ? Tokenizer.LoadFile(path) : Tokenizer.Load(Path.GetDirectoryName(path)!);
    }

    /// <summary>FNV-1a, 64 bit, over the ids as little-endian 32-bit integers.</summary>
    public static string Fnv1A(List<int> ids)
    {
        var hash = 0xcbf29ce484222325;
        foreach (var id in ids)
        {
            for (var shift = 0; shift < 32; shift += 8)
            {
                hash = (hash ^ (byte)(id >> shift)) * 0x100000001b3;
            }
        }

        return hash.ToString("x16", CultureInfo.InvariantCulture);
    }
}
