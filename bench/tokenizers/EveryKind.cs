using System.Text.Json;

namespace FineTune.Tokenizers.Bench;

/// <summary>The speed of every tokenizer of the goldens: which kinds are slow is seen here, not in four of them.</summary>
internal static class EveryKind
{
    /// <summary>Prints MB/s of ids alone and of encodings with offsets.</summary>
    public static void Measure(string[] lines, double megabytes, int rounds, string shared, string goldens, string[] names)
    {
        Console.WriteLine();
        Console.WriteLine("tokenizer                     tokens     best MB/s   with offsets");
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(goldens, "tokenizers", "index.json")));
        foreach (var entry in index.RootElement.GetProperty("tokenizers").EnumerateArray())
        {
            if (names.Length > 0 && !names.Contains(entry.GetProperty("name").GetString()))
            {
                continue;
            }

            var tokenizer = Corpus.Load(entry.GetProperty("tokenizer").GetString()!, shared, goldens).WithTruncation(null).WithPadding(null);
            var ids = new List<int>(4_000_000);
            var (plain, full) = (0.0, 0.0);
            for (var round = 0; round < rounds; round++)
            {
                ids.Clear();
                plain = Math.Max(plain, megabytes / Seconds(() => Array.ForEach(lines, line => tokenizer.EncodeIds(line, ids, addSpecialTokens: false))));
                full = Math.Max(full, megabytes / Seconds(() => Array.ForEach(lines, line => tokenizer.Encode(line, addSpecialTokens: false))));
            }

            Console.WriteLine($"{entry.GetProperty("name").GetString(),-29} {ids.Count,-10} {plain,9:F1} {full,14:F1}");
        }

        Console.WriteLine();
    }

    private static double Seconds(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    }
}
