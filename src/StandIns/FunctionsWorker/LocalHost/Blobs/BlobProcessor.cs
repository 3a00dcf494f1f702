using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Runs a function for one blob: receipt, attempt, poison record.</summary>
internal sealed class BlobProcessor(
    FunctionInvoker invoker,
    BlobReceipts receipts,
    PoisonBlobs poison,
    HostSettings settings,
    DrainSignal drain,
    TimeProvider time,
    ILoggerFactory loggers)
{
    private readonly ILogger _log = loggers.CreateLogger("Host.Triggers.Blobs");

    public async Task<(BlobOutcome Outcome, int Attempts)> ProcessAsync(BlobTrigger trigger, FoundBlob found, CancellationToken cancellationToken)
    {
        var blob = trigger.Container.GetBlobClient(found.Name);
        if (await PropertiesAsync(blob, found.ETag, cancellationToken) is not { } properties)
        {
            return (BlobOutcome.NotNow, 0);
        }

        var receiptBlob = await receipts.PrepareAsync(trigger, found.Name, found.ETag, cancellationToken);
        var (claimed, isCompleted) = await BlobReceipt.ClaimAsync(receiptBlob, time, cancellationToken);
        if (claimed is null)
        {
            return (isCompleted ? BlobOutcome.Done : BlobOutcome.NotNow, 0);
        }

        await using var receipt = claimed;
        await receipt.BeginAttemptAsync(cancellationToken);
        try
        {
            await RunAsync(trigger, found, blob, properties);
        }
        catch (OperationCanceledException) when (drain.Work.IsCancellationRequested)
        {
            await receipt.UndoAttemptAsync();
            return (BlobOutcome.NotNow, receipt.Attempts);
        }
        catch (Exception exception)
        {
            return (await FailAsync(trigger, found, properties, receipt, exception), receipt.Attempts);
        }

        await receipt.CompleteAsync(time.GetUtcNow(), poisoned: false);
        return (BlobOutcome.Done, receipt.Attempts);
    }

    /// <summary>Runs the function whatever the receipts say.</summary>
    public async Task RunNowAsync(BlobTrigger trigger, FoundBlob found, CancellationToken cancellationToken)
    {
        var blob = trigger.Container.GetBlobClient(found.Name);
        var properties = await blob.GetPropertiesAsync(cancellationToken: cancellationToken);
        await RunAsync(trigger, found with { ETag = properties.Value.ETag }, blob, properties.Value);
    }

    private static async Task<BlobProperties?> PropertiesAsync(BlobClient blob, ETag etag, CancellationToken cancellationToken)
    {
        try
        {
            var conditions = new BlobRequestConditions { IfMatch = etag };
            return (await blob.GetPropertiesAsync(conditions, cancellationToken)).Value;
        }
        catch (RequestFailedException exception) when (exception.Status is 404 or 412)
        {
            return null; // Deleted or overwritten since it was seen; the next scan knows.
        }
    }

    private async Task RunAsync(BlobTrigger trigger, FoundBlob found, BlobClient blob, BlobProperties properties)
    {
        var path = $"{trigger.Pattern.Container}/{found.Name}";
        var invocation = new Invocation
        {
            Function = trigger.Function,
            Reason = $"New blob detected({settings.Blobs.PollInterval.TotalSeconds:0.#} s scan): {path}",
            BindingData = BlobBindingData.Create(path, found.Tokens, blob.Uri, properties),
            BindTrigger = (parameter, context) => BlobValue.BindAsync(parameter.ParameterType, trigger.Container, found.Name, found.ETag, context),
            Timeout = settings.FunctionTimeout,
        };
        await invoker.InvokeAsync(invocation, drain.Work);
    }

    private async Task<BlobOutcome> FailAsync(
        BlobTrigger trigger, FoundBlob found, BlobProperties properties, BlobReceipt receipt, Exception exception)
    {
        var path = $"{trigger.Pattern.Container}/{found.Name}";
        if (receipt.Attempts < settings.Blobs.Attempts)
        {
            BlobLog.WillRetry(_log, trigger.Function.Name, path, receipt.Attempts, settings.Blobs.Attempts);
            return BlobOutcome.Failed;
        }

        var record = new PoisonBlob(
            "BlobTrigger",
            trigger.Function.FullId,
            properties.BlobType.ToString() + "Blob",
            trigger.Pattern.Container,
            found.Name,
            found.ETag.ToString("H"),
            receipt.Attempts,
            $"{exception.GetType().FullName}: {exception.Message}",
            time.GetUtcNow());
        var place = await poison.WriteAsync(trigger, record);
        await receipt.CompleteAsync(time.GetUtcNow(), poisoned: true);
        BlobLog.Poisoned(_log, trigger.Function.Name, path, receipt.Attempts, place);
        return BlobOutcome.Done;
    }
}
