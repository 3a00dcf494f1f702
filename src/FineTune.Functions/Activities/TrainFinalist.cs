using FineTune.Functions.Finalists;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using FineTune.Search.Ledger;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Activities;

/// <summary>Trains a finalist with a seed of its own to its next rung; at its end, judges it on each validation example.</summary>
/// <remarks>
/// Idempotent by (study, trial, seed, rung): what is in the ledger or committed is not trained again, and two attempts at once commit
/// equal bytes, since a training is a pure function of its seed.
/// </remarks>
public sealed class TrainFinalist(LedgerStore ledgers, StudyArchive archive, StudyControls controls, FinalistTrainer trainer, FineTuneTelemetry telemetry)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(TrainFinalist))]
    public async Task<SegmentEnding> RunAsync([ActivityTrigger] FinalistSegment segment, CancellationToken cancellation)
    {
        var id = StudyId.Parse(segment.Study);
        var state = (await ledgers.ReadAsync(id, CancellationToken.None).ConfigureAwait(false) ?? throw new StudyGoneException(id)).State;
        var control = await controls.ReadAsync(id, CancellationToken.None).ConfigureAwait(false);
        if (state.Contains(FinalistTrained.IdOf(segment.Trial, segment.Seed)) || control is { Deleted: true } or { StopReason: not null })
        {
            return SegmentEnding.Finished;
        }

        if (cancellation.IsCancellationRequested || control.Suspended)
        {
            return SegmentEnding.Preempted;
        }

        var plan = await archive.ReadPlanAsync(id, CancellationToken.None).ConfigureAwait(false);
        using var span = telemetry.Begin("finalist", id);
        span?.SetTag("finetune.trial", segment.Trial).SetTag("finetune.rung", segment.Rung);
        var (ending, trained) = await trainer.TrainAsync(id, plan, state, segment, cancellation).ConfigureAwait(false);
        if (trained is not null && await controls.ReadAsync(id, CancellationToken.None).ConfigureAwait(false) is { Deleted: false })
        {
            await ledgers.AppendAsync(id, [trained], CancellationToken.None).ConfigureAwait(false);
            telemetry.FinalistEnded(trained.Seconds);
        }

        return ending;
    }
}
