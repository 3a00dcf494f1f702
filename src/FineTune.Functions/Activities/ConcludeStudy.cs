using FineTune.Functions.Orchestrators;
using FineTune.Functions.Reports;
using FineTune.Functions.Segments;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using FineTune.Search.Ledger;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Activities;

/// <summary>Chooses the best trial, touches the test split once, and writes the result and the report.</summary>
/// <remarks>
/// Idempotent by study: a second run finds the conclusion in the ledger. A run that died before it wrote that line is done again;
/// its outputs are pure functions of the ledger and the checkpoints, so the files come out the same.
/// </remarks>
public sealed partial class ConcludeStudy(LedgerStore ledgers, StudyArchive archive, StudyControls controls, ResultWriter results, EarlierStudies earlierStudies, CheckpointSweep sweep, FineTuneTelemetry telemetry, ILogger<ConcludeStudy> logger)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(ConcludeStudy))]
    public async Task<StudyOutcome> RunAsync([ActivityTrigger] string study, CancellationToken cancellation)
    {
        var id = StudyId.Parse(study);
        var ledger = await ledgers.ReadAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id);
        var plan = await archive.ReadPlanAsync(id, cancellation).ConfigureAwait(false);
        using var span = telemetry.Begin("conclude", id);
        var concluded = ledger.State.Concluded;
        if (concluded is null)
        {
            var best = BestTrial.Choose(ledger.State, plan.Rules.Direction);
            if (best is null && ledger.State.StopRequested is null)
            {
                return await FailAsync(id, ledger.State, cancellation).ConfigureAwait(false);
            }

            concluded = await results.WriteAsync(id, plan, ledger.State, best, cancellation).ConfigureAwait(false);
            await earlierStudies.SaveAsync(id, plan, ledger.State, cancellation).ConfigureAwait(false);
            await sweep.SweepPopulationAsync(id, ledger.State, plan.Rules).ConfigureAwait(false);
            await ledgers.AppendAsync(id, [concluded], cancellation).ConfigureAwait(false);
            await sweep.FreeHostAsync(id, ledger.State, plan.Rules).ConfigureAwait(false);
            LogConcluded(id, concluded.BestTrial, concluded.BestObjective, concluded.Reason);
        }

        var control = await controls.ReadAsync(id, cancellation).ConfigureAwait(false);
        var status = control.StopReason is null ? "completed" : "stopped";
        await CountAsync(id, status, cancellation).ConfigureAwait(false);
        return new StudyOutcome(study, status, concluded.Reason);
    }

    private async Task<StudyOutcome> FailAsync(StudyId id, StudyState state, CancellationToken cancellation)
    {
        var reasons = state.Trials.Where(trial => trial.Status == TrialStatus.Failed).Select(trial => $"trial {trial.Number}: {trial.Reason}").Take(3);
        var problem = new Problem(
            $"No trial reached an evaluation ({string.Join("; ", reasons)}).",
            "Look at the trials' reasons; a lower learning rate or a smaller batch often helps.");
        await archive.SaveProblemsAsync(id, [problem], cancellation).ConfigureAwait(false);
        await CountAsync(id, "failed", cancellation).ConfigureAwait(false);
        return new StudyOutcome(id.Value, "failed", problem.Message);
    }

    private async Task CountAsync(StudyId id, string status, CancellationToken cancellation)
    {
        if (await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) is { } ticket)
        {
            telemetry.StudyConcluded(ticket, status);
        }
    }

    [LoggerMessage(1030, LogLevel.Information, "{Study}: concluded; trial {Trial} is best with {Objective}: {Reason}")]
    private partial void LogConcluded(StudyId study, int trial, double objective, string reason);
}
