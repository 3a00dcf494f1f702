using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using FineTune.Search.Ledger;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Activities;

/// <summary>Writes down what failed for good: a trial's segment into the ledger, or the study's problems.</summary>
/// <remarks>Idempotent: the segment's end has one id in the ledger, and the problems are written over with the same.</remarks>
public sealed class RecordFailure(LedgerStore ledgers, StudyArchive archive, FineTuneTelemetry telemetry)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(RecordFailure))]
    public async Task RunAsync([ActivityTrigger] StudyFailure failure, CancellationToken cancellation)
    {
        var id = StudyId.Parse(failure.Study);
        if (failure.Segment is { } segment)
        {
            await ledgers.UpdateAsync(id, state => [Failed(segment, state, failure.Reason)], cancellation).ConfigureAwait(false);
            return;
        }

        if (failure.Finalist is { } finalist)
        {
            var failed = new FinalistTrained(finalist.Trial, finalist.Seed, double.PositiveInfinity, "", 0, 0, failure.Reason);
            await ledgers.AppendAsync(id, [failed], cancellation).ConfigureAwait(false);
            return;
        }

        if (await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) is { } ticket)
        {
            var problem = new Problem(failure.Reason, "Look into the host's log for the cause, then start the study anew.");
            await archive.SaveProblemsAsync(id, [problem], cancellation).ConfigureAwait(false);
            telemetry.StudyConcluded(ticket, "failed");
        }
    }

    private static SegmentFinished Failed(TrialSegment segment, StudyState state, string reason)
    {
        var trial = state.Find(segment.Trial);
        return new SegmentFinished(
            segment.Trial,
            segment.Rung,
            Math.Max(0, trial?.Attempt ?? 0),
            SegmentOutcome.Failed,
            trial?.EpochsDone ?? 0,
            trial?.BestObjective ?? double.NaN,
            trial?.BestEpoch ?? 0,
            trial?.Checkpoint ?? "",
            0,
            Reused: false,
            reason);
    }
}
