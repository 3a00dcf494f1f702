using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>Takes work of one kind from the store while there are free slots, and waits for more without a hot loop.</summary>
internal abstract class Dispatcher<TClaim>(EngineServices services, int slots) : IDisposable
    where TClaim : class
{
    private readonly SemaphoreSlim _free = new(slots, slots);

    protected EngineServices Services => services;

    /// <summary>Takes and starts work until it is stopped; what runs then goes on.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = new PollingPause(services.Options.PollingInterval);
        while (true)
        {
            await _free.WaitAsync(stopping).ConfigureAwait(false);
            var next = services.Store.Signal.Next;
            var claim = IsStopping(stopping) ? null : TryClaimSafely();
            if (claim is not null)
            {
                pause.Reset();
                _ = Task.Run(() => HandleAsync(claim, stopping), CancellationToken.None);
                continue;
            }

            _free.Release();
            await pause.WaitAsync(next, UntilDueSafely(), stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Waits until nothing runs any more.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        for (var slot = 0; slot < slots; slot++)
        {
            await _free.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose() => _free.Dispose();

    /// <summary>Takes a piece of work; null where there is none.</summary>
    protected abstract TClaim? TryClaim();

    /// <summary>The time to the next piece of work that is known to come due; null where none is.</summary>
    protected abstract TimeSpan? UntilDue();

    /// <summary>Does a piece of work to its end; throws nothing.</summary>
    protected abstract Task WorkAsync(TClaim claim, CancellationToken stopping);

    /// <summary>The host's own signal counts at once: an activity may hear of it, and be given back, before it has reached the engine's token.</summary>
    private bool IsStopping(CancellationToken stopping) =>
        stopping.IsCancellationRequested || services.Options.HostStopping.IsCancellationRequested;

    private async Task HandleAsync(TClaim claim, CancellationToken stopping)
    {
        try
        {
            await WorkAsync(claim, stopping).ConfigureAwait(false);
        }
        catch (Exception error) when (error is SqliteException or ObjectDisposedException)
        {
            EngineLog.StoreFailed(services.Logger, error);
        }
        finally
        {
            _free.Release();
            services.Store.Signal.Pulse();
        }
    }

    private TClaim? TryClaimSafely()
    {
        try
        {
            return TryClaim();
        }
        catch (SqliteException error)
        {
            EngineLog.StoreFailed(services.Logger, error);
            return null;
        }
    }

    private TimeSpan? UntilDueSafely()
    {
        try
        {
            return UntilDue();
        }
        catch (SqliteException error)
        {
            EngineLog.StoreFailed(services.Logger, error);
            return null;
        }
    }
}
