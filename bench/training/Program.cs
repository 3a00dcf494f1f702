// bench/training: trains the same encoder on the same batches with the product and with plain PyTorch on the same libtorch,
// and prints the samples a second of both, by wall clock and (for busy machines) by processor time. Usage: dotnet run -c Release --project bench/training [threads] [rounds] [case]
using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics.X86;
using System.Text.Json;
using FineTune.Training;
using FineTune.Training.Bench;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Pretraining;
using static TorchSharp.torch;

var threads = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1;
var rounds = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
BenchCase[] cases =
[
    new("nano 192x4", 8192, 128, 192, 4, 6, 768, 77, 0.1, 0),
    new("MiniLM 384x6", 30522, 512, 384, 6, 12, 1536, 77, 0.1, 0),
    new("MiniLM 384x6, 4 frozen", 30522, 512, 384, 6, 12, 1536, 77, 0.1, 4),
];
var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
Console.WriteLine(ComputeDevice.Probe().Summary);
Console.WriteLine($"{threads} thread(s) each, {rounds} rounds, median; batches of 16 rows, lengths as in customer messages (mean 15, up to 60 tokens)");
Console.WriteLine($"{"case",-26}{"product",12}{"PyTorch",12}{"ratio",8}{"by CPU time",14}   samples/s");
foreach (var item in cases.Where(c => args.Length < 3 || c.Name.StartsWith(args[2], StringComparison.OrdinalIgnoreCase)))
{
    var batches = Batches(item, 24);
    var file = Path.GetTempFileName();
    File.WriteAllText(file, JsonSerializer.Serialize(new BenchWork(item, batches, threads, 1), json));
    var (ours, theirs) = (new List<double[]>(), new List<double[]>());
    for (var round = 0; round < rounds; round++)
    {
        ours.AddRange(Product(item, batches, threads));
        theirs.AddRange(Peer(file, threads, json));
    }

    File.Delete(file);
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{item.Name,-26}{Median(ours, 0),12:F1}{Median(theirs, 0),12:F1}{Median(ours, 0) / Median(theirs, 0),8:F2}{Median(ours, 1) / Median(theirs, 1),14:F2}"));
}

static double Median(List<double[]> values, int column) => values.Select(v => v[column]).Order().ElementAt(values.Count / 2);

static List<BenchBatch> Batches(BenchCase item, int count)
{
    var random = new Random(1);
    int Length() => Math.Clamp((int)Math.Round(15 * Math.Exp(0.55 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()))), 4, 60);
    int[] Row() => [2, .. Enumerable.Range(0, Length()).Select(_ => random.Next(5, item.Vocabulary)), 3];
    return [.. Enumerable.Range(0, count).Select(_ => new BenchBatch(
        [.. Enumerable.Range(0, 16).Select(_ => Row())], [.. Enumerable.Range(0, 16).Select(_ => random.Next(item.Labels))]))];
}

static List<double[]> Product(BenchCase item, List<BenchBatch> batches, int threads)
{
    ComputeDevice.UseThreads(threads);
    using var scope = NewDisposeScope();
    var folder = Directory.CreateTempSubdirectory("finetune-bench-").FullName;
    var shape = new PretrainRequest
    {
        Corpus = string.Empty, OutputFolder = folder, HiddenSize = item.Hidden, Layers = item.Layers, Heads = item.Heads,
        IntermediateSize = item.Intermediate, MaxPositions = item.Positions,
    };
    File.WriteAllText(Path.Combine(folder, "config.json"), PretrainedConfig.Write(shape, item.Vocabulary, 0));
    var (family, config) = ModelFolder.ReadConfig(folder);
    Directory.Delete(folder, recursive: true);
    config = config with { Labels = [.. Enumerable.Range(0, item.Labels).Select(i => $"{i}")] };
    var model = PretrainedModel.Create(family, config, ModelTask.SequenceClassification, WeightOptions.Cpu(1));
    var rows = batches.SelectMany(b => b.Rows).ToList();
    long[] offsets = [0, .. rows.Select((_, i) => rows.Take(i + 1).Sum(r => (long)r.Length))];
    var split = new PreparedSplit([.. rows.SelectMany(r => r)], offsets, [.. batches.SelectMany(b => b.Labels)], [.. Enumerable.Range(1, rows.Count)]);
    var hyperparameters = new Hyperparameters
    {
        LearningRate = 1e-4, BatchSize = 16, Epochs = 100, Dropout = item.Dropout, FrozenLayers = item.FrozenLayers, FreezeEmbeddings = item.FrozenLayers > 0,
    };
    var order = new DataOrder(rows.Count, 16, _ => [.. Enumerable.Range(0, rows.Count)]);
    using var run = new TrainingRun(model, split, hyperparameters, 1, order);
    var rates = new List<double[]>();
    for (var repeat = 0; repeat < 2; repeat++)
    {
        var clock = Stopwatch.StartNew();
        var busy = Environment.CpuUsage.TotalTime;
        for (var step = 0; step < batches.Count; step++)
        {
            run.Train((repeat * batches.Count) + step);
        }

        if (repeat > 0)
        {
            rates.Add([rows.Count / clock.Elapsed.TotalSeconds, rows.Count / (Environment.CpuUsage.TotalTime - busy).TotalSeconds]);
        }
    }

    return rates;
}

static IReadOnlyList<double[]> Peer(string file, int threads, JsonSerializerOptions json)
{
    var script = Path.Combine(AppContext.BaseDirectory, "peer.py");
    var start = new ProcessStartInfo("/usr/bin/python3", [script, file]) { RedirectStandardOutput = true };
    start.Environment["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture);
    start.Environment["OMP_WAIT_POLICY"] = "PASSIVE";
    start.Environment["OPENBLAS_CORETYPE"] = Avx512BW.VL.IsSupported ? "SkylakeX" : "Haswell"; // the kernels that the product chooses
    using var process = Process.Start(start)!;
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? JsonSerializer.Deserialize<BenchAnswer>(output, json)!.Rates
        : throw new InvalidOperationException("The peer failed: /usr/bin/python3 needs torch (python3-torch).");
}
