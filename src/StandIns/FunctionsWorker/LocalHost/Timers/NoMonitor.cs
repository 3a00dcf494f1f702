namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Remembers nothing: for apps without storage and timers that do not ask for it.</summary>
internal sealed class NoMonitor : ITimerMonitor
{
    public Task<ScheduleStatus?> ReadAsync(string function, CancellationToken cancellationToken) => Task.FromResult<ScheduleStatus?>(null);

    public Task<bool> TryClaimAsync(string function, ScheduleStatus status, CancellationToken cancellationToken) => Task.FromResult(true);
}
