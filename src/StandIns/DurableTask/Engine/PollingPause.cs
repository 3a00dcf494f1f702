namespace Microsoft.DurableTask.Engine;

/// <summary>Pauses between looks for work: twice as long each time in vain, up to a limit, and no longer than to the next known due time.</summary>
internal sealed class PollingPause((TimeSpan Shortest, TimeSpan Longest) interval)
{
    private TimeSpan _current = interval.Shortest;

    /// <summary>The pause after the next look in vain.</summary>
    public TimeSpan Next => _current;

    /// <summary>Work was found: begin with short pauses again.</summary>
    public void Reset() => _current = interval.Shortest;

    /// <summary>Waits for a change or a pause; <paramref name="untilDue"/> is the time to the next known due work.</summary>
    public async Task WaitAsync(Task next, TimeSpan? untilDue, CancellationToken cancellation)
    {
        var pause = _current;
        if (untilDue is { } due && due < pause)
        {
            pause = due > TimeSpan.FromMilliseconds(1) ? due : TimeSpan.FromMilliseconds(1);
        }

        _current = TimeSpan.FromTicks(Math.Min(_current.Ticks * 2, interval.Longest.Ticks));
        if (await WorkSignal.WaitAsync(next, pause, cancellation).ConfigureAwait(false))
        {
            Reset();
        }
    }
}
