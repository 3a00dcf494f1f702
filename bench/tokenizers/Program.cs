using System.Globalization;
using System.Text.Json;
using FineTune.Tokenizers.Bench;

// dotnet run -c Release --project bench/tokenizers [-- rounds [all [name ...]]]
// Encodes the 5 MB of throughput.json line by line on one thread, checks ids by count and hash, prints MB a second of processor time.
// With "all": every tokenizer of the goldens, or those named, on the same lines, without and with offsets; their ids are for the tests to check.
var shared = Environment.GetEnvironmentVariable("FINETUNE_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
var goldens = Environment.GetEnvironmentVariable("FINETUNE_GOLDENS") ?? Path.Combine(shared, "goldens");
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 5;
var facts = Path.Combine(goldens, "tokenizers", "throughput.json");
if (!File.Exists(facts))
{
    Console.Error.WriteLine($"{facts} is not there; set FINETUNE_SHARED to the folder with data/ and goldens/.");
    return 2;
}

using var json = JsonDocument.Parse(File.ReadAllBytes(facts));
var lines = Corpus.Lines(json.RootElement.GetProperty("segments"), shared);
var megabytes = json.RootElement.GetProperty("total_bytes").GetInt64() / 1e6;
Console.WriteLine($"{lines.Length} lines, {megabytes:F2} MB, one thread, best of {rounds} rounds (first round cold)");
Console.WriteLine("tokenizer            tokens     hash              first MB/s   best MB/s   library MB/s   ratio");
var failures = 0;
foreach (var golden in json.RootElement.GetProperty("results").EnumerateArray())
{
    var tokenizer = Corpus.Load(golden.GetProperty("file").GetString()!, shared, goldens);
    var ids = new List<int>(2_000_000);
    var (first, best) = (0.0, 0.0);
    for (var round = 0; round < rounds; round++)
    {
        ids.Clear();
        var before = Environment.CpuUsage.TotalTime;
        foreach (var line in lines)
        {
            tokenizer.EncodeIds(line, ids, addSpecialTokens: false);
        }

        var speed = megabytes / (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        first = round == 0 ? speed : first;
        best = Math.Max(best, speed);
    }

    var hash = Corpus.Fnv1A(ids);
    var right = hash == golden.GetProperty("fnv1a64").GetString() && ids.Count == golden.GetProperty("tokens").GetInt32();
    failures += right ? 0 : 1;
    var library = golden.GetProperty("speed").EnumerateObject().Max(s => s.Value.GetProperty("best_of_5_mb_per_s_cpu").GetDouble());
    Console.WriteLine($"{golden.GetProperty("tokenizer").GetString(),-20} {ids.Count,-10} {hash}{(right ? " " : "!")} {first,10:F1} {best,11:F1} {library,14:F1} {best / library,7:F1}");
}

if (args.Contains("all"))
{
    EveryKind.Measure(lines, megabytes, rounds, shared, goldens, [.. args.SkipWhile(a => a != "all").Skip(1)]);
}

Console.WriteLine(failures == 0 ? "All ids equal the library's. (Its speed was measured on another day, by processor time too: for orientation.)" : $"{failures} tokenizers gave other ids than the library.");
return failures == 0 ? 0 : 1;
