namespace StandIns.FunctionsWorker.Tests.Http;

/// <summary>Lets a stream of events go on one at a time.</summary>
public sealed class EventGate : IDisposable
{
    private readonly SemaphoreSlim _steps = new(0);

    public void Step() => _steps.Release();

    public Task WaitAsync(CancellationToken cancellationToken) => _steps.WaitAsync(cancellationToken);

    public void Dispose() => _steps.Dispose();
}
