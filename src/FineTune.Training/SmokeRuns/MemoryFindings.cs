using System.Globalization;
using System.Runtime.InteropServices;
using FineTune.Training.Optimization;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.SmokeRuns;

/// <summary>Whether the largest batch of the longest rows fits into memory: tried out on a GPU, computed on a CPU, where the system kills instead of refusing.</summary>
internal static class MemoryFindings
{
    /// <summary>Weight, gradient and two moments of a trained parameter, in bytes of single precision.</summary>
    private const double BytesAParameter = 16;

    private const double Gibibyte = 1L << 30;

    /// <summary>What the user should know.</summary>
    public static IEnumerable<string> Of(SmokeRequest request, TrainingRun run, Device device)
    {
        var rows = Longest(request);
        if (device.type == DeviceType.CUDA)
        {
            return Fits(run, rows) ? [] : [$"{request.LargestBatch} of the longest rows do not fit into the device's memory at once: such batches will be computed in parts, which changes their speed and not their result."];
        }

        var parameters = run.Model.Weights.Where(weight => weight.Value.requires_grad).Sum(weight => (double)weight.Value.numel());
        var (config, longest) = (run.Model.Config, rows.Max(request.Dataset.Train.CostOf));
        var settings = request.Hyperparameters with { BatchSize = request.LargestBatch };
        var atOnce = MicroBatch.Choose(config, settings, longest, MicroBatch.BytesOfTrial(request.Threads));
        var needed = request.ParallelTrials * ((BytesAParameter * parameters) + (atOnce * MicroBatch.BytesOfRow(config, settings, longest)));
        return Available() is { } available && needed > available
            ? [string.Create(CultureInfo.InvariantCulture, $"Training {request.ParallelTrials} trials side by side may need {needed / Gibibyte:0.0} GiB of memory and {available / Gibibyte:0.0} GiB are free: use fewer parallelTrials, smaller batches or {(config.ImageSize > 0 ? "a smaller model" : "shorter texts")}.")]
            : [];
    }

    private static int[] Longest(SmokeRequest request) =>
        [.. Enumerable.Range(0, request.Dataset.Train.Count).OrderByDescending(request.Dataset.Train.CostOf).Take(request.LargestBatch)];

    private static bool Fits(TrainingRun run, int[] rows)
    {
        try
        {
            run.Backward(0, rows);
            return true;
        }
        catch (ExternalException e) when (TrainingRun.IsOutOfMemory(e))
        {
            return false;
        }
        finally
        {
            run.Updates.ForgetGradients();
        }
    }

    /// <summary>Bytes of memory that are free on this host; null where the system does not say.</summary>
    private static double? Available()
    {
        const string Info = "/proc/meminfo";
        var line = File.Exists(Info) ? File.ReadLines(Info).FirstOrDefault(entry => entry.StartsWith("MemAvailable:", StringComparison.Ordinal)) : null;
        return line is not null && double.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture, out var kibibytes) ? kibibytes * 1024 : null;
    }
}
