using System.Diagnostics;
using FineTune.Functions.Orchestrators;
using FineTune.Functions.Storage;
using FineTune.Functions.Telemetry;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Studies;

/// <summary>Opens studies: writes the ticket, then starts the orchestration of the same id.</summary>
/// <remarks>Opening is idempotent by id: a redelivered event or a retried request finds the ticket and starts nothing twice.</remarks>
public sealed partial class StudyOpener(Containers containers, StudyArchive archive, LedgerStore ledgers, TimeProvider time, FineTuneTelemetry telemetry, ILogger<StudyOpener> logger)
{
    /// <summary>Opens a study.</summary>
    /// <param name="id">The study's id.</param>
    /// <param name="ticket">What it is opened with.</param>
    /// <param name="client">The durable client.</param>
    /// <param name="cancellation">Ends the opening; what is missing then is done by the next delivery of the same event.</param>
    /// <exception cref="ProblemException">409: a study of this id was opened with something else.</exception>
    public async Task OpenAsync(StudyId id, StudyTicket ticket, DurableTaskClient client, CancellationToken cancellation)
    {
        using var span = telemetry.Begin("open", id);
        await containers.EnsureCreatedAsync(cancellation).ConfigureAwait(false);
        if (!await archive.TryOpenAsync(id, ticket, cancellation).ConfigureAwait(false))
        {
            var earlier = await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false);
            if (earlier is not null && earlier.Study != ticket.Study)
            {
                throw new ProblemException(409, "Study exists", [new Problem(
                    $"The study '{id}' was opened before with the same key and another body.", "Repeat the request as it was, or use a new Idempotency-Key.")]);
            }
        }

        await ledgers.CreateAsync(id, cancellation).ConfigureAwait(false);
        if (await client.GetInstanceAsync(id.Value, cancellation).ConfigureAwait(false) is null)
        {
            var options = new StartOrchestrationOptions(id.Value);
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(TuneStudy), new StudyRun(id.Value), options, cancellation).ConfigureAwait(false);
            telemetry.StudyOpened(ticket.Source);
            LogOpened(id, ticket.Source, ticket.Dataset);
        }
    }

    /// <summary>A ticket.</summary>
    public StudyTicket Ticket(StudyId id, string dataset, IReadOnlyList<PinnedFile> files, string source, string study) => new()
    {
        Id = id.Value,
        Dataset = dataset,
        Files = files,
        Source = source,
        Study = study,
        OpenedAt = time.GetUtcNow(),
        TraceParent = Activity.Current is { IdFormat: ActivityIdFormat.W3C } caller ? caller.Id : null,
    };

    [LoggerMessage(1040, LogLevel.Information, "{Study}: opened by {Source} on the dataset {Dataset}")]
    private partial void LogOpened(StudyId study, string source, string dataset);
}
