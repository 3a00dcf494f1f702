// bench/training: trains the same models from the same weights on the same batches with the product and with plain PyTorch on the
// same libtorch, checks that both compute the same loss and gradient, and prints the samples a second of both, by wall clock and
// (for busy machines) by processor time.
// Usage: dotnet run -c Release --project bench/training -- [--threads 1] [--rounds 3] [--passes 1] [--batches 6] [--equal] [--settings full,frozen,lora] [CASE ...]
using System.Globalization;
using FineTune.Training;
using FineTune.Training.Bench;

string Option(string name, string fallback) => Array.IndexOf(args, "--" + name) is var at and >= 0 && at + 1 < args.Length ? args[at + 1] : fallback;
int Number(string name, int fallback) => int.Parse(Option(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

var (threads, rounds, passes, batches, isEqual) = (Number("threads", 1), Number("rounds", 3), Number("passes", 1), Number("batches", 6), args.Contains("--equal"));
BenchSetting[] settings = [.. Option("settings", "full,frozen,lora").Split(',').Select(s => Enum.Parse<BenchSetting>(s, ignoreCase: true))];
string[] wanted = [.. args.Where((a, i) => !a.StartsWith("--", StringComparison.Ordinal) && (i == 0 || !args[i - 1].StartsWith("--", StringComparison.Ordinal) || args[i - 1] == "--equal"))];

Console.WriteLine(ComputeDevice.Probe().Summary);
Console.WriteLine($"{threads} thread(s) each, {rounds} round(s) of {passes} pass(es), median; {batches} batches of {BenchWork.BatchSize}{(isEqual ? ", all rows of the mean length" : string.Empty)}");
Console.WriteLine("| case | setting | product | PyTorch | ratio | product, a processor second | PyTorch, a processor second | ratio |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
foreach (var item in BenchCase.All().Where(c => wanted.Length == 0 || wanted.Any(w => c.Name.StartsWith(w, StringComparison.OrdinalIgnoreCase))))
{
    foreach (var setting in settings.Where(s => s != BenchSetting.Lora || item.Adapters))
    {
        var work = BenchWork.Of(item, setting, threads, batches, isEqual) with { Repeats = passes, Weights = Path.GetTempFileName() };
        var (ours, theirs) = (new List<double[]>(), new List<double[]>());
        for (var round = 0; round < rounds; round++)
        {
            var product = Product.Train(work, round == 0 ? work.Weights : null);
            var peer = Peer.Train(work);
            if (!product.AgreesWith(peer))
            {
                throw new InvalidOperationException(
                    $"{item.Name}, {setting}: the product's loss {product.Loss} and gradient norm {product.GradientNorm} are not the peer's {peer.Loss} and {peer.GradientNorm}.");
            }

            ours.AddRange(product.Rates);
            theirs.AddRange(peer.Rates);
        }

        File.Delete(work.Weights);
        var ((ourRate, ourBusyRate), (theirRate, theirBusyRate)) = (Medians(ours), Medians(theirs));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {item.Name} | {setting.ToString().ToLowerInvariant()} | {ourRate:F1} | {theirRate:F1} | {ourRate / theirRate:F2} | {ourBusyRate:F1} | {theirBusyRate:F1} | {ourBusyRate / theirBusyRate:F2} |"));
    }
}

static (double ByClock, double ByProcessorTime) Medians(List<double[]> rates) => (Median(rates, 0), Median(rates, 1));

static double Median(List<double[]> rates, int column) => rates.Select(r => r[column]).Order().ElementAt(rates.Count / 2);
