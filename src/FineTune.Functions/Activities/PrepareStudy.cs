using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Activities;

/// <summary>Resolves everything about a study: pinned data, tokenized splits, model, search space, rules.</summary>
/// <remarks>Idempotent by study: a second run finds the plan, or the problems, and returns them. What is wrong with the input is no error.</remarks>
public sealed partial class PrepareStudy(StudyArchive archive, LedgerStore ledgers, StudyPreparation preparation, FineTuneTelemetry telemetry, ILogger<PrepareStudy> logger)
{
    /// <summary>Runs the activity.</summary>
    [Function(nameof(PrepareStudy))]
    public async Task<PrepareAnswer> RunAsync([ActivityTrigger] string study, CancellationToken cancellation)
    {
        var id = StudyId.Parse(study);
        if (await archive.FindPlanAsync(id, cancellation).ConfigureAwait(false) is { } known)
        {
            return Ready(known);
        }

        using var span = telemetry.Begin("prepare", id);
        var ticket = await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) ?? throw new StudyGoneException(id);
        try
        {
            await ledgers.CreateAsync(id, cancellation).ConfigureAwait(false);
            var plan = await preparation.PrepareAsync(ticket, cancellation).ConfigureAwait(false);
            plan = await archive.SavePlanAsync(id, plan, cancellation).ConfigureAwait(false);
            LogPrepared(id, plan.Model, plan.Rows.Train, plan.Rows.Validation, plan.Rows.Test, plan.DeviceSummary);
            return Ready(plan);
        }
        catch (ProblemException refused)
        {
            await archive.SaveProblemsAsync(id, refused.Problems, cancellation).ConfigureAwait(false);
            LogRefused(id, refused.Message);
            telemetry.StudyConcluded(ticket, "failed");
            return new PrepareAnswer(IsReady: false, 0, refused.Problems[0].ToString());
        }
    }

    private static PrepareAnswer Ready(StudyPlan plan) =>
        new(IsReady: true, plan.Rules.ParallelTrials, FinalistRungs: plan.Finalists is null ? 0 : plan.Rules.RungEpochs.Length);

    [LoggerMessage(1020, LogLevel.Information, "{Study}: prepared; model {Model}, {Train}/{Validation}/{Test} rows, {Device}")]
    private partial void LogPrepared(StudyId study, string model, int train, int validation, int test, string device);

    [LoggerMessage(1021, LogLevel.Warning, "{Study}: the input cannot be used: {Problems}")]
    private partial void LogRefused(StudyId study, string problems);
}
