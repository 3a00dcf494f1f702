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
    public IDisposable Begin(SegmentJob job, CancellationTokenSource stop) => Begin(job.Study, job.Segment.Trial, job.Fence.IsHeldAsync, stop);

    /// <summary>The same for work without a fence of a segment.</summary>
    /// <param name="study">The study.</param>
    /// <param name="trial">The trial.</param>
    /// <param name="isHeld">Whether this attempt still counts.</param>
    /// <param name="stop">Cancelled when the attempt is to end.</param>
    public IDisposable Begin(StudyId study, int trial, Func<CancellationToken, Task<bool>> isHeld, CancellationTokenSource stop)
    {
        var end = new CancellationTokenSource();
        _ = WatchAsync(study, trial, isHeld, stop, end.Token);
        return new Ending(end);
    }

    private async Task WatchAsync(StudyId study, int trial, Func<CancellationToken, Task<bool>> isHeld, CancellationTokenSource stop, CancellationToken end)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(options.ControlPollSeconds), time);
        try
        {
            while (await timer.WaitForNextTickAsync(end).ConfigureAwait(false))
            {
                if (await MustEndAsync(study, isHeld, end).ConfigureAwait(false))
                {
                    await stop.CancelAsync().ConfigureAwait(false);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            LogEnded(study, trial);
        }
        catch (ObjectDisposedException)
        {
            LogEnded(study, trial);
        }
    }

    private async Task<bool> MustEndAsync(StudyId study, Func<CancellationToken, Task<bool>> isHeld, CancellationToken end)
    {
        try
        {
            var control = await controls.ReadAsync(study, end).ConfigureAwait(false);
            return control.EndsSegments || !await isHeld(end).ConfigureAwait(false);
        }
        catch (RequestFailedException e)
        {
            // Storage that does not answer now is asked again at the next tick; training goes on.
            LogUnanswered(e, study);
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
