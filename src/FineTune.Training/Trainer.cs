using System.Diagnostics;
using FineTune.Training.Adapters;
using FineTune.Training.Models;
using FineTune.Training.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training;

/// <summary>Trains trials, segment by segment.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains one trial from its parent checkpoint, or from the pretrained model, to an epoch. The output folder is a checkpoint
    /// afterwards: checkpoint.json, state.safetensors, and best.safetensors with the weights of the best epoch so far.
    /// </summary>
    /// <param name="request">Everything that determines the result: equal requests give equal bytes, however often the trial was stopped and resumed.</param>
    /// <param name="progress">Hears of each evaluation as it is made.</param>
    /// <param name="preempt">Asks to stop: a checkpoint at the current update is written and the status is Preempted.</param>
    /// <exception cref="InvalidInputException">Model folder, hyperparameters or parent checkpoint do not fit.</exception>
    public static SegmentResult TrainSegment(SegmentRequest request, IProgress<EpochReport>? progress, CancellationToken preempt) =>
        TrainSegment(request, progress, () => preempt.IsCancellationRequested);

    /// <summary>The same, with a question that is asked before each update.</summary>
    internal static SegmentResult TrainSegment(SegmentRequest request, IProgress<EpochReport>? progress, Func<bool> preempt)
    {
        ArgumentNullException.ThrowIfNull(request);
        var clock = Stopwatch.StartNew();
        HyperparameterChecks.ThrowIfAny(request);
        ComputeDevice.UseThreads(request.Threads);
        using var scope = NewDisposeScope();
        var device = ComputeDevice.Select(request.Device);
        var options = new WeightOptions(request.Seed, ComputeDevice.TypeOf(request.Hyperparameters.Precision, device), device);
        var task = FineTuningTask.Find(request.Dataset.Task);
        task.CheckModel(request.ModelFolder);
        var model = PretrainedModel.Load(request.ModelFolder, task.Model, task.HeadLabels(request.Dataset), options);
        if (AdapterFolder.IsIn(request.ModelFolder))
        {
            StartFromAdapter(model, request);
        }

        HyperparameterChecks.ThrowIfTooLarge(request.Dataset, model.Config);
        using var run = new TrainingRun(model, task.Learn(request.Dataset, request.Hyperparameters), request.Hyperparameters, request.Seed, threads: request.Threads);
        var result = new Segment(request, run, progress).Run(preempt);
        return result with { Seconds = clock.Elapsed.TotalSeconds };
    }

    /// <summary>An adapter beside the model is trained on where adapters are trained, and is merged into the weights where not.</summary>
    private static void StartFromAdapter(PretrainedModel model, SegmentRequest request)
    {
        AdapterFolder.Load(model, request.ModelFolder);
        if (request.Hyperparameters.LoraRank == 0)
        {
            model.MergeAdapters();
        }
    }
}
