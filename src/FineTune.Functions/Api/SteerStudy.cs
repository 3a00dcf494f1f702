using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FineTune.Functions.Api;

/// <summary><c>POST /api/studies/{id}/stop</c>, <c>/suspend</c> and <c>/resume</c>.</summary>
/// <remarks>Each may be repeated: what is so already is answered with 202 as well. A study that is over answers 409.</remarks>
public sealed class SteerStudy(StudyViews views, StudyControls controls, LedgerStore ledgers)
{
    private const string StopReason = "stopped on request";

    /// <summary>Stops a study: it keeps the best so far and concludes.</summary>
    [Function("StopStudy")]
    public Task<IResult> StopAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/studies/{id}/stop")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => SteerAsync(id, "stopping", async study =>
        {
            await ledgers.AppendAsync(study, [new StudyStopRequested(StopReason)], cancellation).ConfigureAwait(false);
            await controls.ChangeAsync(study, control => control with { StopReason = StopReason, Suspended = false }, cancellation).ConfigureAwait(false);
            await ResumeInstanceAsync(client, study, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Suspends a study: running segments write a checkpoint and give the device back.</summary>
    [Function("SuspendStudy")]
    public Task<IResult> SuspendAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/studies/{id}/suspend")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => SteerAsync(id, "suspended", async study =>
        {
            // First the orchestration, so that it does not start what the flag is about to pause.
            await client.SuspendInstanceAsync(study.Value, "suspended on request", cancellation).ConfigureAwait(false);
            await controls.ChangeAsync(study, control => control with { Suspended = true }, cancellation).ConfigureAwait(false);
        }, cancellation);

    /// <summary>Resumes a suspended study from its checkpoints.</summary>
    [Function("ResumeStudy")]
    public Task<IResult> ResumeAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/studies/{id}/resume")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => SteerAsync(id, "running", async study =>
        {
            await controls.ChangeAsync(study, control => control with { Suspended = false }, cancellation).ConfigureAwait(false);
            await ResumeInstanceAsync(client, study, cancellation).ConfigureAwait(false);
        }, cancellation);

    private static async Task ResumeInstanceAsync(DurableTaskClient client, StudyId study, CancellationToken cancellation)
    {
        var instance = await client.GetInstanceAsync(study.Value, cancellation).ConfigureAwait(false);
        if (instance?.RuntimeStatus == OrchestrationRuntimeStatus.Suspended)
        {
            await client.ResumeInstanceAsync(study.Value, "resumed on request", cancellation).ConfigureAwait(false);
        }
    }

    private Task<IResult> SteerAsync(string id, string status, Func<StudyId, Task> steer, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = Answers.StudyFrom(id);
            var (view, _) = await views.FindAsync(study, cancellation).ConfigureAwait(false) ?? throw Answers.NoStudy(id);
            if (view.Status is "completed" or "stopped" or "failed")
            {
                throw new ProblemException(409, "Study is over", [new Problem($"The study '{id}' is {view.Status} already.", "Start a new study to go on.")]);
            }

            await steer(study).ConfigureAwait(false);
            return Results.Json(new StudyAccepted(id, status, LinksView.Of(study)), ApiJson.Default.StudyAccepted, statusCode: StatusCodes.Status202Accepted);
        });
}
