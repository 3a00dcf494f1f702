using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Segments;
using FineTune.Functions.Telemetry;
using FineTune.Search.Ledger;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Activities;

/// <summary>Trains one trial from where it stands to its next rung, from checkpoint to checkpoint.</summary>
/// <remarks>
/// Idempotent by (study, trial, rung): a segment whose end is in the ledger is not trained again, and one that an equal segment of
/// any study has gone through is taken over from there. Of two attempts at once the newer one holds the fence; the older one
/// commits nothing. On the host's or the study's request a checkpoint of the present update is written, and the next attempt goes on
/// from it bit for bit.
/// </remarks>
public sealed partial class TrainSegment(
    LedgerStore ledgers, StudyArchive archive, StudyControls controls, SegmentRunner runner, SegmentCommit commit, Containers containers, FineTuneOptions options, FineTuneTelemetry telemetry, ILogger<TrainSegment> logger)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(TrainSegment))]
    public async Task<SegmentEnding> RunAsync([ActivityTrigger] TrialSegment segment, CancellationToken cancellation)
    {
        var id = StudyId.Parse(segment.Study);
        var ledger = await ledgers.ReadAsync(id, CancellationToken.None).ConfigureAwait(false) ?? throw new StudyGoneException(id);
        var trial = ledger.State.Find(segment.Trial) ?? throw new InvalidOperationException($"The ledger of '{id}' has no trial {segment.Trial}.");
        if (trial.Segments.ContainsKey(segment.Rung))
        {
            LogAlreadyDone(id, segment.Trial, segment.Rung);
            return SegmentEnding.Finished;
        }

        if (cancellation.IsCancellationRequested)
        {
            return SegmentEnding.Preempted;
        }

        var control = await controls.ReadAsync(id, CancellationToken.None).ConfigureAwait(false);
        if (control is { Suspended: true, StopReason: null, Deleted: false })
        {
            return SegmentEnding.Preempted;
        }

        var plan = await archive.ReadPlanAsync(id, CancellationToken.None).ConfigureAwait(false);
        var fence = await AttemptFence.TakeAsync(
            containers.Studies, StudyPaths.Attempt(id, segment.Trial, segment.Rung), CancellationToken.None).ConfigureAwait(false);
        var job = new SegmentJob(id, segment, plan, ledger.State, fence);
        if (control.StopReason is { } stop)
        {
            return await commit.FinishStoppedAsync(job, run: null, stop).ConfigureAwait(false);
        }

        if (fence.Record.Lost >= options.MaxAttemptsPerSegment)
        {
            telemetry.SegmentLost();
            return await commit.FinishFailedAsync(job, $"the host died {fence.Record.Lost} times while it trained this segment").ConfigureAwait(false);
        }

        return await TrainAsync(job, cancellation).ConfigureAwait(false);
    }

    private async Task<SegmentEnding> TrainAsync(SegmentJob job, CancellationToken drain)
    {
        var key = await runner.KeyAsync(job).ConfigureAwait(false);
        if (await commit.TryReuseAsync(job, key).ConfigureAwait(false))
        {
            telemetry.SegmentReused();
            LogReused(job.Study, job.Segment.Trial, job.Segment.Rung);
            return SegmentEnding.Finished;
        }

        await ledgers.AppendAsync(job.Study, [job.Started(key)], CancellationToken.None).ConfigureAwait(false);
        LogStarted(job.Study, job.Segment.Trial, job.Segment.Rung, job.Attempt, job.Segment.ToEpoch);
        using var span = telemetry.Begin("segment", job.Study);
        using var run = await runner.RunAsync(job, drain).ConfigureAwait(false);
        var ending = await commit.CommitAsync(job, key, run).ConfigureAwait(false);
        telemetry.SegmentEnded(job, run, span);
        LogEnded(job.Study, job.Segment.Trial, job.Segment.Rung, ending, run.Seconds);
        return ending;
    }

    [LoggerMessage(1000, LogLevel.Information, "{Study}: trial {Trial} rung {Rung} is in the ledger already")]
    private partial void LogAlreadyDone(StudyId study, int trial, int rung);

    [LoggerMessage(1001, LogLevel.Information, "{Study}: trial {Trial} rung {Rung} taken over from an equal segment")]
    private partial void LogReused(StudyId study, int trial, int rung);

    [LoggerMessage(1002, LogLevel.Information, "{Study}: trial {Trial} rung {Rung} attempt {Attempt} trains to epoch {ToEpoch}")]
    private partial void LogStarted(StudyId study, int trial, int rung, int attempt, double toEpoch);

    [LoggerMessage(1003, LogLevel.Information, "{Study}: trial {Trial} rung {Rung} {Ending} after {Seconds:0.0} s")]
    private partial void LogEnded(StudyId study, int trial, int rung, SegmentEnding ending, double seconds);
}
