namespace Microsoft.DurableTask;

public abstract partial class TaskOrchestrationContext
{
    /// <summary>Waits for an event for a while; a <see cref="TaskCanceledException"/> after that.</summary>
    public Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout) =>
        WaitForExternalEvent<T>(eventName, timeout, CancellationToken.None);

    /// <summary>Waits for an event for a while; a <see cref="TaskCanceledException"/> after that or on cancellation.</summary>
    public async Task<T> WaitForExternalEvent<T>(string eventName, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var eventSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timerSource = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var arrival = WaitForExternalEvent<T>(eventName, eventSource.Token);
        var timer = CreateTimer(timeout, timerSource.Token);
        var first = await Task.WhenAny(arrival, timer);
        if (first == arrival)
        {
            timerSource.Cancel();
        }
        else
        {
            eventSource.Cancel();
        }

        return await arrival;
    }
}
