using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace FineTune.Functions.Api;

/// <summary><c>POST /api/studies</c>: opens a study on a dataset that is in storage.</summary>
public sealed class StartStudy(
    StudyOpener opener, StudyArchive archive, StudyPreparation preparation, DatasetCatalog datasets, ModelCatalog models, Containers containers, FineTuneOptions options)
{
    private const int MaxKeyLength = 200;

    /// <summary>Runs the endpoint: 202 with <c>Location</c>; 400, 404, 409, 413 or 422 with every problem.</summary>
    [Function(nameof(StartStudy))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/studies")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => Answers.OrProblemAsync(async () =>
        {
            await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
            var body = await RequestBodies.ReadTextAsync(request, options.MaxRequestBytes, cancellation).ConfigureAwait(false);
            var dataset = Check(body, options.MaxJsonDepth);
            var id = IdOf(request, dataset);
            if (await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false) is { } opened)
            {
                // A retried request: what was pinned the first time holds.
                await opener.OpenAsync(id, opened with { Study = body }, client, cancellation).ConfigureAwait(false);
            }
            else
            {
                var files = await datasets.PinAsync(dataset, cancellation).ConfigureAwait(false);
                var ticket = opener.Ticket(id, dataset, files, "http", body);
                await CheckIfSmallAsync(ticket, cancellation).ConfigureAwait(false);
                await opener.OpenAsync(id, ticket, client, cancellation).ConfigureAwait(false);
            }

            var links = LinksView.Of(id);
            request.HttpContext.Response.Headers.Location = links.Self;
            return Results.Json(new StudyAccepted(id.Value, "preparing", links), ApiJson.Default.StudyAccepted, statusCode: StatusCodes.Status202Accepted);
        });

    /// <summary>Checks the body and gives the dataset's name.</summary>
    private static string Check(string body, int maxDepth)
    {
        var (study, problems) = StudyRequestReader.Read(body, maxDepth);
        if (study.Dataset is null && !problems.Any(problem => problem.Field is "/dataset" or ""))
        {
            problems = [Problem.At("/dataset", "The study names no dataset.", "Name one that GET /api/datasets lists."), .. problems];
        }

        return problems.Count == 0 ? study.Dataset! : throw new ProblemException(400, "The study cannot be run", problems);
    }

    private static StudyId IdOf(HttpRequest request, string dataset)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > MaxKeyLength)
        {
            throw new ProblemException(400, "The request cannot be read", [new Problem(
                $"The Idempotency-Key has {key.Length} characters.", $"Use at most {MaxKeyLength}.")]);
        }

        return key.Length > 0 ? StudyId.ForIdempotencyKey(dataset, key) : StudyId.New(dataset);
    }

    /// <summary>Checks a small study at once, so that mistakes in data and model come back with this answer; a large one later.</summary>
    private async Task CheckIfSmallAsync(StudyTicket ticket, CancellationToken cancellation)
    {
        var model = StudyRequestReader.Read(ticket.Study, options.MaxJsonDepth).Request.Model ?? options.DefaultModel;
        var modelFiles = await models.PinAsync(model, cancellation).ConfigureAwait(false);
        var isSmall = ticket.Files.Sum(file => file.Bytes) <= options.CheckedBeforeAnswerBytes
            && modelFiles.Sum(file => file.Bytes) <= options.CheckedModelBytes;
        if (isSmall)
        {
            await preparation.CheckAsync(ticket, cancellation).ConfigureAwait(false);
        }
    }
}
