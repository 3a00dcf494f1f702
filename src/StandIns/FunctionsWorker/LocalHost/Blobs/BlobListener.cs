using Azure;
using Azure.Storage.Blobs.Models;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Watches one container: scans it, runs what is new, slows down while nothing happens or storage is away.</summary>
internal sealed class BlobListener(
    BlobTrigger trigger, BlobProcessor processor, BlobReceipts receipts, SemaphoreSlim slots, HostSettings settings, TimeProvider time, ILogger log)
{
    private static readonly TimeSpan LongestAbsencePause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(1);

    private readonly BlobScan _scan = new(trigger, time);
    private readonly List<Task> _running = [];
    private bool _remembered;
    private int _failures;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pause = settings.Blobs.PollInterval;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var found = await ScanAsync(cancellationToken);
                Recover();
                pause = found > 0 || _running.Count > 0 ? settings.Blobs.PollInterval : Longer(pause, settings.Blobs.MaxPollInterval);
            }
            catch (Exception exception) when (IsTransient(exception) && !cancellationToken.IsCancellationRequested)
            {
                pause = Longer(pause, LongestAbsencePause);
                Report(exception);
            }

            await Task.Delay(pause, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_running);
    }

    private static TimeSpan Longer(TimeSpan pause, TimeSpan longest) => pause * 1.5 < longest ? pause * 1.5 : longest;

    private static bool IsTransient(Exception exception) =>
        exception is RequestFailedException or AggregateException or IOException or HttpRequestException or OperationCanceledException;

    private async Task<int> ScanAsync(CancellationToken cancellationToken)
    {
        var present = await ListAsync(cancellationToken);
        if (!_remembered)
        {
            _scan.Remember(await receipts.CompletedAsync(trigger, cancellationToken), present);
            _remembered = true;
        }

        _running.RemoveAll(task => task.IsCompleted);
        var found = _scan.Take(present);
        foreach (var blob in found)
        {
            _running.Add(HandleAsync(blob, cancellationToken));
        }

        return found.Count;
    }

    private async Task<List<BlobItem>> ListAsync(CancellationToken cancellationToken)
    {
        var present = new List<BlobItem>();
        try
        {
            await foreach (var blob in trigger.Container.GetBlobsAsync(prefix: trigger.Pattern.Prefix, cancellationToken: cancellationToken))
            {
                present.Add(blob);
            }
        }
        catch (RequestFailedException exception) when (exception.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return []; // It is waited for.
        }

        return present;
    }

    private async Task HandleAsync(FoundBlob blob, CancellationToken cancellationToken)
    {
        TimeSpan? delay = settings.Blobs.PollInterval;
        try
        {
            await slots.WaitAsync(cancellationToken);
            try
            {
                var (outcome, attempts) = await processor.ProcessAsync(trigger, blob, cancellationToken);
                delay = outcome switch
                {
                    BlobOutcome.Done => null,
                    BlobOutcome.Failed => RetryDelay(attempts),
                    _ => settings.Blobs.MaxPollInterval,
                };
            }
            finally
            {
                slots.Release();
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception exception)
        {
            BlobLog.NotRun(log, trigger.Function.Name, $"{trigger.Pattern.Container}/{blob.Name}", FirstLine(exception));
            delay = RetryDelay(1);
        }
        finally
        {
            _scan.End(blob, delay);
        }
    }

    private TimeSpan RetryDelay(int attempts)
    {
        var delay = settings.Blobs.RetryDelay * Math.Pow(2, Math.Min(attempts, 20) - 1);
        return delay < LongestRetryDelay ? delay : LongestRetryDelay;
    }

    private void Report(Exception exception)
    {
        if (_failures++ == 0)
        {
            BlobLog.Unreachable(log, trigger.Function.Name, trigger.Pattern.Container, FirstLine(exception), LongestAbsencePause.TotalSeconds);
        }
    }

    private void Recover()
    {
        if (_failures > 0)
        {
            _failures = 0;
            BlobLog.Reachable(log, trigger.Function.Name, trigger.Pattern.Container);
        }
    }

    private static string FirstLine(Exception exception) =>
        exception.GetBaseException().Message.Split('\n')[0].TrimEnd();
}
