using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;
using FineTune.Training;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Segments;

/// <summary>Calls the trainer with what a study's plan and a trial's hyperparameters say, and finds the checkpoints it goes on from.</summary>
public sealed partial class SegmentTrainer(
    ModelCatalog models, PreparedDatasets datasets, CheckpointStore checkpoints, HostCache cache, ILogger<SegmentTrainer> logger)
{
    /// <summary>Trains on a thread of its own.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="parameters">The trial's hyperparameters in this segment.</param>
    /// <param name="parent">The folder of the checkpoint to go on from; null begins at the pretrained model.</param>
    /// <param name="toEpoch">Cumulative epochs to train to.</param>
    /// <param name="folder">Receives the checkpoint.</param>
    /// <param name="progress">Hears of each evaluation; null for nobody.</param>
    /// <param name="stop">Asks the trainer to write a checkpoint and end.</param>
    public async Task<SegmentResult> TrainAsync(
        StudyPlan plan, ParameterSet parameters, string? parent, double toEpoch, string folder, IProgress<EpochReport>? progress, CancellationToken stop)
    {
        var request = new SegmentRequest
        {
            ModelFolder = await models.PullAsync(plan.ModelFiles, CancellationToken.None).ConfigureAwait(false),
            Dataset = await datasets.LoadAsync(plan.PreparedDataset, CancellationToken.None).ConfigureAwait(false),
            Hyperparameters = TrialHyperparameters.Resolve(plan.Defaults, parameters),
            Seed = plan.Rules.Seed,
            ParentCheckpointFolder = parent,
            ToEpoch = toEpoch,
            OutputFolder = folder,
            Objective = plan.Objective,
            FurtherMetrics = plan.FurtherMetrics,
            MaximizeObjective = plan.Rules.Direction == Direction.Maximize,
            EvaluateEveryEpochs = plan.EvaluateEveryEpochs,
            Threads = plan.Threads,
            Device = plan.Device,
        };
        return await Task.Factory.StartNew(
            () => Train(request, progress, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
    }

    /// <summary>The checkpoint at the end of a finished segment, as a folder on this host.</summary>
    /// <remarks>
    /// A segment that was taken over after its checkpoint had been deleted as of no more use left a hollow one. Should it be of use
    /// after all, it is trained again here, from the nearest checkpoint that has content: the only case in which that happens.
    /// </remarks>
    /// <exception cref="OperationCanceledException">A stop was asked for while it was trained again.</exception>
    public async Task<string> CheckpointAsync(StudyPlan plan, StudyState state, SegmentFinished done, CancellationToken stop)
    {
        if (await checkpoints.TryPullAsync(done.Checkpoint, CancellationToken.None).ConfigureAwait(false) is { } folder)
        {
            return folder;
        }

        LogRebuilds(plan.Id, done.Trial, done.Rung);
        var before = Lineage.Parent(state, done.Trial, done.Rung);
        var parent = before is null ? null : await CheckpointAsync(plan, state, before, stop).ConfigureAwait(false);
        var work = cache.NewWorkFolder();
        try
        {
            var result = await TrainAsync(plan, state.Find(done.Trial)!.ParametersAt(done.Rung), parent, plan.Rules.RungEpochs[done.Rung], work, progress: null, stop).ConfigureAwait(false);
            if (result.Status == SegmentStatus.Preempted)
            {
                throw new OperationCanceledException(stop);
            }

            await checkpoints.CommitAsync(work, done.Checkpoint, _ => Task.FromResult(true), CancellationToken.None).ConfigureAwait(false);
            return await checkpoints.PullAsync(done.Checkpoint, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            HostCache.Remove(work);
        }
    }

    private static SegmentResult Train(SegmentRequest request, IProgress<EpochReport>? progress, CancellationToken stop)
    {
        try
        {
            return Trainer.TrainSegment(request, progress, stop);
        }
        finally
        {
            NativeHeap.Trim();
        }
    }

    [LoggerMessage(1004, LogLevel.Information, "{Study}: trial {Trial} rung {Rung}: its checkpoint was deleted and is wanted again")]
    private partial void LogRebuilds(string study, int trial, int rung);
}
