using Azure;
using FineTune.Functions.Storage;
using Microsoft.Extensions.Logging;

namespace FineTune.Functions.Segments;

/// <summary>Looks after a running attempt: ends it when the study is stopped, suspended or deleted, or when a newer attempt took over.</summary>
public sealed partial class ControlWatch(StudyControls controls, FineTuneOptions options, TimeProvider time, ILogger<ControlWatch> logger)
{
    /// <summary>Begins to look; disposing the result ends it.</summary>
    /// <param name="job">The attempt.</param>
    /// <param name="stop">Cancelled when the attempt is to end.</param>
    public IDisposable Begin(SegmentJob job, CancellationTokenSource stop)
    {
        var end = new CancellationTokenSource();
        _ = WatchAsync(job, stop, end.Token);
        return new Ending(end);
    }

    private async Task WatchAsync(SegmentJob job, CancellationTokenSource stop, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ControlPollSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                if (await MustEndAsync(job, end).ConfigureAwait(false))
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            LogEnded(job.Study, job.Segment.Trial);
        }
        catch (ObjectDisposedException)
        {
            LogEnded(job.Study, job.Segment.Trial);
        }
    }

    private async Task<bool> MustEndAsync(SegmentJob job, CancellationToken end)
    {
        try
        {
            var control = await controls.ReadAsync(job.Study, end).ConfigureAwait(false);
            return control.EndsSegments || !await job.Fence.IsHeldAsync(end).ConfigureAwait(false);
        }
        catch (RequestFailedException e)
        {
            // Storage that does not answer now is asked again at the next tick; training goes on.
            LogUnanswered(e, job.Study);
            return false;
        }
    }

    [LoggerMessage(1010, LogLevel.Debug, "{Study}: trial {Trial} is no longer watched")]
    private partial void LogEnded(StudyId study, int trial);

    [LoggerMessage(1011, LogLevel.Warning, "{Study}: storage did not answer while looking for a stop")]
    private partial void LogUnanswered(Exception exception, StudyId study);

    private sealed class Ending(CancellationTokenSource end) : IDisposable
    {
        public void Dispose()
        {
            end.Cancel();
            end.Dispose();
        }
    }
}
