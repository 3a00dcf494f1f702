using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FineTune.Functions.Api;

/// <summary><c>DELETE /api/studies/{id}</c>: purges a study's blobs and its orchestration's history, running or not.</summary>
public sealed class DeleteStudy(StudyArchive archive, EarlierStudies earlierStudies, StudyControls controls, LedgerStore ledgers, Containers containers, TimeProvider time)
{
    private static readonly TimeSpan TerminationLimit = TimeSpan.FromSeconds(20);

    /// <summary>Runs the endpoint: 204, or 404 when there is no such study.</summary>
    [Function(nameof(DeleteStudy))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/studies/{id}")] HttpRequest request,
        string id,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Answers.OrProblemAsync(async () =>
        {
            var study = Answers.StudyFrom(id);
            if (await archive.FindTicketAsync(study, cancellation).ConfigureAwait(false) is null)
            {
                throw Answers.NoStudy(id);
            }

            // The flag first: a segment that still runs finds it, or finds its fence gone, and writes nothing more.
            await controls.ChangeAsync(study, control => control with { Deleted = true }, cancellation).ConfigureAwait(false);
            await PurgeAsync(client, study, cancellation).ConfigureAwait(false);
            if (await archive.FindPlanAsync(study, cancellation).ConfigureAwait(false) is { } plan)
            {
                await earlierStudies.ForgetAsync(study, plan, cancellation).ConfigureAwait(false);
            }

            await containers.Studies.DeleteFolderAsync(StudyPaths.Root(study), cancellation).ConfigureAwait(false);
            ledgers.Forget(study);
            archive.Forget(study);
            return Results.NoContent();
        });

    private async Task PurgeAsync(DurableTaskClient client, StudyId study, CancellationToken cancellation)
    {
        if (await client.GetInstanceAsync(study.Value, cancellation).ConfigureAwait(false) is not { } instance)
        {
            return;
        }

        if (!instance.IsCompleted)
        {
            await client.TerminateInstanceAsync(study.Value, "deleted on request", cancellation).ConfigureAwait(false);
            using var limit = new CancellationTokenSource(TerminationLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
            try
            {
                await client.WaitForInstanceCompletionAsync(study.Value, either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested)
            {
                throw new ProblemException(503, "Study still ends", [new Problem($"The orchestration of '{study}' has not ended yet.", "Delete the study again in a moment.")]);
            }
        }

        await client.PurgeInstanceAsync(study.Value, cancellation).ConfigureAwait(false);
    }
}
