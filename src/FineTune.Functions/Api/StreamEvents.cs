using System.Globalization;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FineTune.Functions.Api;

/// <summary><c>GET /api/studies/{id}/events?from=N</c>: the ledger as it grows, as server-sent events.</summary>
public sealed class StreamEvents(StudyArchive archive, LedgerStore ledgers, TimeProvider time)
{
    /// <summary>Runs the endpoint; a client that lost the line goes on by its <c>Last-Event-ID</c>.</summary>
    [Function(nameof(StreamEvents))]
    public Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/studies/{id}/events")] HttpRequest request, string id, CancellationToken cancellation) =>
        Answers.OrProblemAsync(async () =>
        {
            var study = Answers.StudyFrom(id);
            if (await archive.FindTicketAsync(study, cancellation).ConfigureAwait(false) is null)
            {
                throw Answers.NoStudy(id);
            }

            var last = request.Headers["Last-Event-ID"].ToString();
            return new EventStream(study, From(last.Length > 0 ? last : request.Query["from"].ToString()), archive, ledgers, time);
        });

    private static int From(string text) =>
        text.Length == 0 ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ? from
        : throw new ProblemException(400, "The request cannot be read", [Problem.At("/from", "'from' is no whole number from 0.", "Give the number of events that you have, or the id of the last one.")]);
}
