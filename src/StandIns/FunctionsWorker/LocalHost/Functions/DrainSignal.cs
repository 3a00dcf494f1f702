namespace Microsoft.Azure.Functions.Worker.LocalHost.Functions;

/// <summary>Tells running invocations that the host is leaving.</summary>
internal sealed class DrainSignal : IDisposable
{
    // A request in flight gets a moment to end by itself; an endless stream of events then sees its token fire.
    private static readonly TimeSpan RequestGrace = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _work = new();
    private readonly CancellationTokenSource _requests = new();

    /// <summary>Fires as the drain begins: activities, blobs, timers.</summary>
    public CancellationToken Work => _work.Token;

    /// <summary>Fires a moment later: requests.</summary>
    public CancellationToken Requests => _requests.Token;

    public void Begin()
    {
        _work.Cancel();
        _requests.CancelAfter(RequestGrace);
    }

    public void Dispose()
    {
        _work.Dispose();
        _requests.Dispose();
    }
}
