using Azure.Storage.Blobs;
using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Triggers;

/// <summary>Opens a study when a dataset's training file arrives; other files of a dataset belong to the study that the training file opens.</summary>
/// <remarks>The study's id is derived from the blob's name and ETag, so a redelivered event opens nothing twice and a new upload opens a new study.</remarks>
public sealed partial class OpenStudyOnUpload(
    StudyOpener opener, DatasetCatalog datasets, StudyArchive archive, ILogger<OpenStudyOnUpload> logger)
{
    /// <summary>Runs for every blob of the container.</summary>
    [Function(nameof(OpenStudyOnUpload))]
    public async Task RunAsync(
        [BlobTrigger(Containers.DatasetsName + "/{name}")] BlobClient blob,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        if (DatasetBlob.Parse(name) is not { OpensStudy: true } found)
        {
            return;
        }

        if (await datasets.FindAsync(blob.Name, cancellation).ConfigureAwait(false) is not { } train)
        {
            LogGone(blob.Name);
            return;
        }

        var id = StudyId.ForUpload(found.Dataset, train.Blob, train.ETag);
        try
        {
            var files = found.IsSingleFile ? [train] : await datasets.PinAsync(found.Dataset, cancellation).ConfigureAwait(false);
            var study = found.IsSingleFile ? "" : await datasets.ReadStudyAsync(found.Dataset, cancellation).ConfigureAwait(false);
            var known = await archive.FindTicketAsync(id, cancellation).ConfigureAwait(false);
            var ticket = known ?? opener.Ticket(id, found.Dataset, files, "upload", study);
            await opener.OpenAsync(id, ticket, client, cancellation).ConfigureAwait(false);
        }
        catch (ProblemException refused) when (refused.Status is 404 or 413)
        {
            await OpenRefusedAsync(id, found.Dataset, train, refused, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The same where Event Grid tells of uploads: it wakes an app that has scaled to zero, which a scan of the container cannot.</summary>
    /// <remarks>Both watch one container: the setting <c>AzureWebJobs_{name}_Disabled</c> switches one of the two off (infra/app/settings.bicep).</remarks>
    [Function("OpenStudyOnUploadEvent")]
    public Task RunOnEventAsync(
        [BlobTrigger(Containers.DatasetsName + "/{name}", Source = BlobTriggerSource.EventGrid)] BlobClient blob,
        string name,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation) => RunAsync(blob, name, client, cancellation);

    /// <summary>A study that cannot begin still shows: as a failed one that says why.</summary>
    private async Task OpenRefusedAsync(StudyId id, string dataset, PinnedFile train, ProblemException refused, CancellationToken cancellation)
    {
        await archive.TryOpenAsync(id, opener.Ticket(id, dataset, [train], "upload", ""), cancellation).ConfigureAwait(false);
        await archive.SaveProblemsAsync(id, refused.Problems, cancellation).ConfigureAwait(false);
        LogRefused(id, refused.Message);
    }

    [LoggerMessage(1050, LogLevel.Information, "The blob {Blob} is gone before its study was opened")]
    private partial void LogGone(string blob);

    [LoggerMessage(1051, LogLevel.Warning, "{Study}: cannot begin: {Problems}")]
    private partial void LogRefused(StudyId study, string problems);
}
