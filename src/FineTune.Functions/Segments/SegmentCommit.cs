using FineTune.Functions.Activities;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;

namespace FineTune.Functions.Segments;

/// <summary>Commits what an attempt came to: checkpoint, index, ledger, in this order, each behind the fence.</summary>
/// <remarks>
/// Whatever moment the host dies at, the next attempt finds either nothing and trains, or the index and takes over what was
/// trained, or the ledger's line and does nothing.
/// </remarks>
public sealed class SegmentCommit(
    LedgerStore ledgers, SegmentIndex index, CheckpointStore checkpoints, StudyControls controls, CheckpointSweep sweep)
{
    /// <summary>Takes the segment over from an equal one that is finished; false when there is none.</summary>
    public async Task<bool> TryReuseAsync(SegmentJob job, string key)
    {
        if (await index.FindAsync(key, CancellationToken.None).ConfigureAwait(false) is not { } record)
        {
            return false;
        }

        var own = record.Checkpoint.StartsWith(StudyPaths.Trial(job.Study, job.Segment.Trial), StringComparison.Ordinal);
        if (record.Checkpoint.Length > 0 && !own)
        {
            if (!await TakeOverAsync(job, record).ConfigureAwait(false))
            {
                return true;
            }

            record = record with { Checkpoint = job.CheckpointPrefix };
        }

        await FinishAsync(job, record, reused: !own).ConfigureAwait(false);
        return true;
    }

    /// <summary>Copies another trial's checkpoint, or notes its hash where it was deleted; false when a newer attempt holds the fence.</summary>
    private async Task<bool> TakeOverAsync(SegmentJob job, SegmentRecord record)
    {
        if (await checkpoints.HasContentAsync(record.Checkpoint, record.CheckpointHash, CancellationToken.None).ConfigureAwait(false))
        {
            var folder = await checkpoints.PullAsync(record.Checkpoint, CancellationToken.None).ConfigureAwait(false);
            return await checkpoints.CommitAsync(folder, job.CheckpointPrefix, job.Fence.IsHeldAsync, CancellationToken.None).ConfigureAwait(false) is not null;
        }

        if (!await job.Fence.IsHeldAsync(CancellationToken.None).ConfigureAwait(false))
        {
            return false;
        }

        await checkpoints.CommitHollowAsync(record.CheckpointHash, job.CheckpointPrefix, CancellationToken.None).ConfigureAwait(false);
        return true;
    }

    /// <summary>Commits a run of the trainer.</summary>
    public async Task<SegmentEnding> CommitAsync(SegmentJob job, string key, SegmentRun run)
    {
        if (!await job.Fence.IsHeldAsync(CancellationToken.None).ConfigureAwait(false))
        {
            // A newer attempt took over, or the study was deleted: this one leaves nothing behind.
            return SegmentEnding.Finished;
        }

        if (run.Result is not { } result)
        {
            return await FinishFailedAsync(job, run.Failure ?? "the trial could not be trained").ConfigureAwait(false);
        }

        if (result.Status == SegmentStatus.Preempted)
        {
            var control = await controls.ReadAsync(job.Study, CancellationToken.None).ConfigureAwait(false);
            return control switch
            {
                { Deleted: true } => SegmentEnding.Finished,
                { StopReason: { } stop } => await FinishStoppedAsync(job, run, stop).ConfigureAwait(false),
                _ => await PauseAsync(job, run).ConfigureAwait(false),
            };
        }

        var record = await RecordAsync(job, result).ConfigureAwait(false);
        if (record.Outcome is SegmentOutcome.Reached or SegmentOutcome.EarlyStopped)
        {
            if (await checkpoints.CommitAsync(run.Folder, job.CheckpointPrefix, job.Fence.IsHeldAsync, CancellationToken.None).ConfigureAwait(false) is not { } manifest)
            {
                return SegmentEnding.Finished;
            }

            record = record with { Checkpoint = job.CheckpointPrefix, CheckpointHash = manifest.Hash };
        }

        await index.SaveAsync(key, record, CancellationToken.None).ConfigureAwait(false);
        await FinishAsync(job, record, reused: false).ConfigureAwait(false);
        return SegmentEnding.Finished;
    }

    /// <summary>Ends the segment because its study was stopped: what the trial has reached so far counts.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="run">The run that was interrupted; null when there was none.</param>
    /// <param name="stop">Why the study was stopped.</param>
    public async Task<SegmentEnding> FinishStoppedAsync(SegmentJob job, SegmentRun? run, string stop)
    {
        if (run?.Result is { BestEpoch: > 0 } result
            && await checkpoints.CommitAsync(run.Folder, job.CheckpointPrefix, job.Fence.IsHeldAsync, CancellationToken.None).ConfigureAwait(false) is { } manifest)
        {
            var record = await RecordAsync(job, result).ConfigureAwait(false);
            await FinishAsync(job, record with
            {
                Outcome = SegmentOutcome.EarlyStopped,
                Checkpoint = job.CheckpointPrefix,
                CheckpointHash = manifest.Hash,
                Reason = FormattableString.Invariant($"stopped with the study at epoch {result.Epoch:0.##}: {stop}"),
            }, reused: false).ConfigureAwait(false);
            return SegmentEnding.Finished;
        }

        var left = job.Before is { } before && double.IsFinite(before.BestObjective)
            ? Ended(job, SegmentOutcome.EarlyStopped, $"stopped with the study before it went on: {stop}")
            : Ended(job, SegmentOutcome.Failed, $"stopped with the study before its first evaluation: {stop}");
        await FinishAsync(job, left, reused: false).ConfigureAwait(false);
        return SegmentEnding.Finished;
    }

    /// <summary>Ends the segment because it cannot be trained.</summary>
    public async Task<SegmentEnding> FinishFailedAsync(SegmentJob job, string reason)
    {
        await FinishAsync(job, Ended(job, SegmentOutcome.Failed, reason), reused: false).ConfigureAwait(false);
        return SegmentEnding.Finished;
    }

    /// <summary>A segment that ends where the trial stood: what it was about to adopt is not its own.</summary>
    private static SegmentRecord Ended(SegmentJob job, SegmentOutcome outcome, string reason) => new()
    {
        Checkpoint = job.Before?.Checkpoint ?? "",
        CheckpointHash = "",
        Outcome = outcome,
        Epoch = job.Before?.Epoch ?? 0,
        BestObjective = job.Before?.BestObjective ?? double.NaN,
        BestEpoch = job.Before?.BestEpoch ?? 0,
        Seconds = 0,
        Reason = reason,
        Reports = [],
    };

    private async Task<SegmentEnding> PauseAsync(SegmentJob job, SegmentRun run)
    {
        if (!File.Exists(Path.Combine(run.Folder, "checkpoint.json")))
        {
            await job.Fence.CloseAsync(resumeFrom: null, CancellationToken.None).ConfigureAwait(false);
            return SegmentEnding.Preempted;
        }

        var manifest = await checkpoints.CommitAsync(run.Folder, job.CheckpointPrefix, job.Fence.IsHeldAsync, CancellationToken.None).ConfigureAwait(false);
        var held = manifest is not null && await job.Fence.CloseAsync(job.CheckpointPrefix, CancellationToken.None).ConfigureAwait(false);

        // A newer attempt has the fence: it ends the segment, and its caller hears of it.
        return held ? SegmentEnding.Preempted : SegmentEnding.Finished;
    }

    /// <summary>The record of a result, with the evaluations of earlier attempts at the same segment, which the ledger has.</summary>
    private async Task<SegmentRecord> RecordAsync(SegmentJob job, SegmentResult result)
    {
        var ledger = await ledgers.ReadAsync(job.Study, CancellationToken.None).ConfigureAwait(false);
        var reports = new SortedDictionary<double, SegmentReport>();
        foreach (var report in ledger?.State.Find(job.Segment.Trial)?.Curve.Where(report => report.Rung == job.Segment.Rung) ?? [])
        {
            reports[report.Epoch] = new SegmentReport(report.Epoch, report.Step, report.Objective, report.Metrics);
        }

        foreach (var report in result.Reports)
        {
            reports[report.Epoch] = LedgerReports.ToRecord(report);
        }

        return new SegmentRecord
        {
            Checkpoint = "",
            CheckpointHash = "",
            Outcome = result.Status switch
            {
                SegmentStatus.EarlyStopped => SegmentOutcome.EarlyStopped,
                SegmentStatus.Diverged => SegmentOutcome.Diverged,
                _ => SegmentOutcome.Reached,
            },
            Epoch = result.Epoch,
            BestObjective = result.BestObjective,
            BestEpoch = result.BestEpoch,
            Seconds = result.Seconds,
            Reason = result.Reason ?? FormattableString.Invariant($"reached epoch {result.Epoch:0.##}"),
            Reports = [.. reports.Values],
        };
    }

    private async Task FinishAsync(SegmentJob job, SegmentRecord record, bool reused)
    {
        if (!await job.Fence.IsHeldAsync(CancellationToken.None).ConfigureAwait(false))
        {
            return;
        }

        var finished = job.Finished(record, reused);
        var ledger = await ledgers.AppendAsync(job.Study, [.. record.Reports.Select(job.Reported), finished], CancellationToken.None).ConfigureAwait(false);
        await job.Fence.CloseAsync(resumeFrom: null, CancellationToken.None).ConfigureAwait(false);
        await sweep.SweepTrialAsync(job.Study, ledger.State, job.Plan.Rules, job.Segment.Trial, finished.Checkpoint).ConfigureAwait(false);
        await sweep.SweepStudyAsync(job.Study, ledger.State, job.Plan.Rules).ConfigureAwait(false);
    }
}
