using System.Diagnostics;
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
        var options = new WeightOptions(request.Seed, ScalarType.Float32, ComputeDevice.Select(request.Device));
        var task = FineTuningTask.Find(request.Dataset.Task);
        task.CheckModel(request.ModelFolder);
        var model = PretrainedModel.Load(request.ModelFolder, task.Model, task.HeadLabels(request.Dataset), options);
        HyperparameterChecks.ThrowIfTooLarge(request.Dataset, model.Config);
        using var run = new TrainingRun(model, task.Learn(request.Dataset, request.Hyperparameters), request.Hyperparameters, request.Seed);
        var result = new Segment(request, run, progress).Run(preempt);
        return result with { Seconds = clock.Elapsed.TotalSeconds };
    }
}
