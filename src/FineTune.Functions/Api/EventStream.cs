using System.Globalization;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using Microsoft.AspNetCore.Http;

namespace FineTune.Functions.Api;

/// <summary>Writes a ledger as server-sent events: <c>id</c> is how many events the client has then, <c>data</c> the ledger's line.</summary>
/// <param name="study">The study.</param>
/// <param name="from">How many events the client has.</param>
/// <param name="archive">Says whether the study failed, which also ends the stream.</param>
/// <param name="ledgers">The ledgers.</param>
/// <param name="time">The clock between two looks.</param>
internal sealed class EventStream(StudyId study, int from, StudyArchive archive, LedgerStore ledgers, TimeProvider time) : IResult
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await response.Body.FlushAsync(httpContext.RequestAborted).ConfigureAwait(false);
            await WriteAllAsync(response, httpContext.RequestAborted).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (httpContext.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; it comes back with its Last-Event-ID if it wants more.
        }
    }

    private async Task WriteAllAsync(HttpResponse response, CancellationToken aborted)
    {
        var position = from;
        var written = time.GetTimestamp();
        while (await ledgers.ReadAsync(study, aborted).ConfigureAwait(false) is { } ledger)
        {
            for (; position < ledger.Events.Count; position++)
            {
                await WriteAsync(response, position + 1, ledger.Events[position], aborted).ConfigureAwait(false);
                written = time.GetTimestamp();
            }

            await response.Body.FlushAsync(aborted).ConfigureAwait(false);
            if (ledger.State.Concluded is not null || (await archive.FindProblemsAsync(study, aborted).ConfigureAwait(false)).Count > 0)
            {
                return;
            }

            if (time.GetElapsedTime(written) > KeepAlive)
            {
                await response.WriteAsync(": still here\n\n", aborted).ConfigureAwait(false);
                written = time.GetTimestamp();
            }

            await Task.Delay(Look, time, aborted).ConfigureAwait(false);
        }
    }

    private static Task WriteAsync(HttpResponse response, int id, LedgerEvent entry, CancellationToken aborted) =>
        response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"id: {id}\nevent: {entry.GetType().Name}\ndata: {LedgerJson.Write(entry)}\n\n"), aborted);
}
