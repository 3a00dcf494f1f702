using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using FineTune.Training.Datasets;
using FineTune.Training.Models;
using FineTune.Training.Optimization;
using FineTune.Training.Similarity;
using FineTune.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.SmokeRuns;

/// <summary>Trains a few updates on a few rows before a study opens, to find in seconds what would otherwise be found after hours.</summary>
/// <remarks>The study that fails because of what is found here would have failed in every trial; what may be meant so is a warning.</remarks>
public static class SmokeRun
{
    private const int MostRows = 32;
    private const int MostUpdates = 24;
    private const int FewestUpdates = 3;

    /// <summary>What a token or an image costs in an evaluation, which goes forwards only, in parts of what it costs in training.</summary>
    private const double EvaluationShare = 1.0 / 3;

    /// <summary>Of the same rows, a model that learns at all has at most this share of its first loss left.</summary>
    private const double LearnedShare = 0.98;

    /// <summary>Runs.</summary>
    /// <exception cref="InvalidInputException">No trial of the study could be trained: one row does not fit into memory, or the very first loss is no number.</exception>
    public static SmokeFindings Run(SmokeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var clock = Stopwatch.StartNew();
        ComputeDevice.UseThreads(request.Threads);
        using var scope = NewDisposeScope();
        var dataset = request.Dataset;
        var task = FineTuningTask.Find(dataset.Task);
        var options = new WeightOptions(request.Seed, ScalarType.Float32, ComputeDevice.Select(request.Device));
        var settings = request.Hyperparameters with { Dropout = 0, HeadDropout = 0, LoraDropout = 0, WarmupRatio = 0, Schedule = LearningRateSchedule.Constant };
        var model = PretrainedModel.Load(request.ModelFolder, task.Model, task.HeadLabels(dataset), options);
        using var run = new TrainingRun(model, task.Learn(dataset, settings), settings, request.Seed);
        var rows = StratifiedRows.Take(dataset.Train, MostRows, new RandomKey(request.Seed).Derive("smoke"));
        var warnings = DataFindings.Of(dataset, request.ModelFolder).ToList();
        warnings.AddRange(MemoryFindings.Of(request, run, options.Device));
        var (losses, pace) = Train(run, rows, dataset.Train, request.Seconds - clock.Elapsed.TotalSeconds);
        warnings.AddRange(Judge(losses));
        return new SmokeFindings
        {
            Rows = rows.Length,
            Updates = losses.Count,
            FirstLoss = losses[0],
            LastLoss = losses[^1],
            SecondsAnEpoch = pace * (dataset.Train.Cost + (EvaluationShare * dataset.Validation.Cost)),
            Seconds = clock.Elapsed.TotalSeconds,
            Warnings = warnings,
        };
    }

    /// <summary>Learns the rows by heart for as long as there is time; the losses, and the seconds a token or an image without the first, slow update.</summary>
    private static (List<double> Losses, double Pace) Train(TrainingRun run, int[] rows, PreparedSplit split, double seconds)
    {
        var losses = new List<double>();
        var cost = rows.Sum(split.CostOf);
        var clock = Stopwatch.StartNew();
        double first = 0;
        for (var step = 0; step < MostUpdates && (step < FewestUpdates || clock.Elapsed.TotalSeconds < seconds); step++)
        {
            var loss = WithinMemory(() => run.Backward(step, rows));
            losses.Add(loss);
            if (!double.IsFinite(loss))
            {
                break;
            }

            run.Updates.Apply(1);
            first = step == 0 ? clock.Elapsed.TotalSeconds : first;
        }

        var pace = losses.Count > 1 ? (clock.Elapsed.TotalSeconds - first) / (losses.Count - 1) / cost : clock.Elapsed.TotalSeconds / cost;
        return (losses, pace);
    }

    private static double WithinMemory(Func<double> backward)
    {
        try
        {
            return backward();
        }
        catch (ExternalException e) when (TrainingRun.IsOutOfMemory(e))
        {
            throw new InvalidInputException(
                "study", "model", $"{MostRows} rows do not fit into the device's memory.", "Use a smaller model, shorter texts (maxLength), or a device with more memory.");
        }
    }

    private static IEnumerable<string> Judge(List<double> losses)
    {
        if (!double.IsFinite(losses[0]))
        {
            throw new InvalidInputException("study", "model", "The loss is no finite number before anything is trained: the weights have infinite values or no numbers in them.", "Use another copy of the model.");
        }

        if (!double.IsFinite(losses[^1]))
        {
            yield return $"With the recommended settings the loss is no finite number after {losses.Count - 1} updates on {MostRows} rows: search lower learning rates.";
        }
        else if (losses.Count >= 12 && losses[^1] > LearnedShare * losses[0])
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{losses.Count} updates on the same few rows hardly lower their loss ({losses[0]:0.000} to {losses[^1]:0.000}): the labels may not follow from the rows, or the learning rate is too low.");
        }
    }
}
