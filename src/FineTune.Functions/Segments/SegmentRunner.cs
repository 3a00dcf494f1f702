using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Planning;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>Runs the trainer for one attempt: pulls what it needs, waits for the device, reports epochs, and listens for a stop.</summary>
public sealed class SegmentRunner(
    ModelCatalog models, PreparedDatasets datasets, CheckpointStore checkpoints, HostCache cache, DeviceSlots slots, ControlWatch watch, LedgerStore ledgers)
{
    /// <summary>The segment's key.</summary>
    public async Task<string> KeyAsync(SegmentJob job)
    {
        var parent = job.Parent is { } finished
            ? await checkpoints.FindHashAsync(finished.Checkpoint, CancellationToken.None).ConfigureAwait(false)
                ?? throw new FileNotFoundException($"The checkpoint studies/{finished.Checkpoint} is gone.")
            : null;
        return job.IdentityFrom(parent).Key();
    }

    /// <summary>Trains; returns when the segment has ended or was asked to pause.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="drain">Fires when this host is to end.</param>
    public async Task<SegmentRun> RunAsync(SegmentJob job, CancellationToken drain)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(drain);
        using var watching = watch.Begin(job, stop);
        var folder = cache.NewWorkFolder();
        try
        {
            var request = await RequestAsync(job, folder).ConfigureAwait(false);
            using var device = await slots.AcquireAsync(job.Plan.Threads, stop.Token).ConfigureAwait(false);
            var reports = new LedgerReports(ledgers, job);
            await using (reports.ConfigureAwait(false))
            {
                var result = await Task.Factory.StartNew(
                    () => Trainer.TrainSegment(request, reports, stop.Token),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).ConfigureAwait(false);
                return new SegmentRun(folder, result, null);
            }
        }
        catch (Exception e) when (e is InvalidInputException or ExternalException or ArgumentException)
        {
            // What the trainer refuses or libtorch cannot do (out of memory, say) it would refuse again.
            return new SegmentRun(folder, null, e.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return new SegmentRun(folder, Untrained(job), null);
        }
        catch
        {
            HostCache.Remove(folder);
            throw;
        }
    }

    /// <summary>The pause of an attempt that was still waiting for the device.</summary>
    private static SegmentResult Untrained(SegmentJob job) => new()
    {
        Status = SegmentStatus.Preempted,
        Epoch = job.Parent?.Epoch ?? 0,
        Step = 0,
        BestEpoch = 0,
        BestObjective = double.NaN,
        Reports = ImmutableArray<EpochReport>.Empty,
        Seconds = 0,
    };

    private async Task<SegmentRequest> RequestAsync(SegmentJob job, string folder)
    {
        var plan = job.Plan;
        return new SegmentRequest
        {
            ModelFolder = await models.PullAsync(plan.ModelFiles, CancellationToken.None).ConfigureAwait(false),
            Dataset = await datasets.LoadAsync(plan.PreparedDataset, CancellationToken.None).ConfigureAwait(false),
            Hyperparameters = job.Hyperparameters,
            Seed = plan.Rules.Seed,
            ParentCheckpointFolder = job.ResumeFrom is { } parent
                ? await checkpoints.PullAsync(parent, CancellationToken.None).ConfigureAwait(false)
                : null,
            ToEpoch = job.Segment.ToEpoch,
            OutputFolder = folder,
            Objective = plan.Objective,
            MaximizeObjective = plan.Rules.Direction == Direction.Maximize,
            EvaluateEveryEpochs = plan.EvaluateEveryEpochs,
            Threads = plan.Threads,
            Device = plan.Device,
        };
    }
}
