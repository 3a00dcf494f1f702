namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Remembers across restarts when a timer ran; of several hosts, one claims each run.</summary>
internal interface ITimerMonitor
{
    Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken);

    /// <summary>Records a run that begins; false where another host was first.</summary>
    Task<bool> TryClaimAsync(string function, ScheduleStatus status, CancellationToken cancellationToken);
}
