using System.Collections.Immutable;
using System.Runtime.InteropServices;
using FineTune.Functions.Devices;
using FineTune.Functions.Storage;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>Runs the trainer for one attempt: pulls what it needs, waits for the device, reports epochs, and listens for a stop.</summary>
public sealed class SegmentRunner(
    SegmentTrainer trainer, CheckpointStore checkpoints, HostCache cache, DeviceSlots slots, ControlWatch watch, LedgerStore ledgers)
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
            using var device = await slots.AcquireAsync(job.Plan.Threads, stop.Token).ConfigureAwait(false);
            var parent = await ParentAsync(job, stop.Token).ConfigureAwait(false);
            var reports = new LedgerReports(ledgers, job);
            await using (reports.ConfigureAwait(false))
            {
                var result = await trainer
                    .TrainAsync(job.Plan, job.Parameters, parent, job.Segment.ToEpoch, folder, reports, stop.Token)
                    .ConfigureAwait(false);
                return new SegmentRun(folder, result, null);
            }
        }
        catch (InvalidInputException e)
        {
            return new SegmentRun(folder, null, string.Join("; ", e.Problems.Select(problem => $"{problem.Location ?? "input"}: {problem.What} {problem.Remedy}")));
        }
        catch (Exception e) when (e is ExternalException or ArgumentException)
        {
            // What libtorch cannot do (out of memory, say) it could not do again.
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

    private async Task<string?> ParentAsync(SegmentJob job, CancellationToken stop) => job switch
    {
        { Fence.Record.ResumeFrom: { } left } => await checkpoints.PullAsync(left, CancellationToken.None).ConfigureAwait(false),
        { Parent: { } parent } => await trainer.CheckpointAsync(job.Plan, job.State, parent, stop).ConfigureAwait(false),
        _ => null,
    };
}
