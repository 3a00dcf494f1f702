using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>The embedded engine: durable orchestrations in one SQLite file that several processes may share.</summary>
/// <remarks>
/// <para>Use: make one with its options; name every orchestrator and activity with <see cref="RegisterOrchestrator"/> and
/// <see cref="RegisterActivity"/>; then <see cref="StartAsync"/>. <see cref="Client"/> works from construction on, started or not.
/// An engine without any orchestrator or activity takes no work, so a process can be a client only.</para>
/// <para>An orchestrator gets a context whose input is read by <c>GetInput</c>, also by run-time type through
/// <see cref="Turns.OrchestrationContext.GetInput(Type)"/>. An activity gets its call and a token; the token fires when the engine
/// stops or another host took the call over. An activity that then throws <see cref="OperationCanceledException"/> is given back and
/// runs again, here or elsewhere; one that returns has its result kept. Any other exception fails the call.</para>
/// <para><see cref="StopAsync"/> takes no more work, interrupts activities and waits for what runs until its own token fires.
/// Work of a process that is gone is free again within about two seconds on the same machine, and when its lease lapses
/// elsewhere (<see cref="DurableEngineOptions.LeaseDuration"/>).</para>
/// </remarks>
internal sealed class DurableEngine : IHostedService, IAsyncDisposable
{
    private readonly EngineServices _services;
    private readonly OrchestrationDispatcher _orchestrations;
    private readonly ActivityDispatcher _activities;
    private readonly CancellationTokenSource _stopping;
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _loops = [];
    private bool _disposed;

    public DurableEngine(DurableEngineOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Options = options;
        _stopping = CancellationTokenSource.CreateLinkedTokenSource(options.HostStopping);
        var logger = options.LoggerFactory.CreateLogger("Microsoft.DurableTask.Engine");
        var store = new SqliteStore(options.DatabasePath, options.HubName, options.TimeProvider);
        var owner = ProcessIdentity.NewOwner();
        _services = new(options, store, owner, new LeaseKeeper(store, owner, options.LeaseDuration, options.TimeProvider, logger), logger);
        _orchestrations = new(_services);
        _activities = new(_services);
        Client = new EmbeddedDurableTaskClient(options, store);
    }

    /// <summary>The options it was made with.</summary>
    public DurableEngineOptions Options { get; }

    /// <summary>A client of the same task hub.</summary>
    public EmbeddedDurableTaskClient Client { get; }

    /// <summary>Names an orchestrator.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void RegisterOrchestrator(string name, Func<TaskOrchestrationContext, Task<object?>> orchestrator)
    {
        if (!_services.Orchestrators.TryAdd(name, orchestrator))
        {
            throw new ArgumentException($"An orchestrator named '{name}' is registered already.", nameof(name));
        }
    }

    /// <summary>Names an activity.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public void RegisterActivity(string name, Func<ActivityInvocation, CancellationToken, Task<object?>> activity)
    {
        if (!_services.Activities.TryAdd(name, activity))
        {
            throw new ArgumentException($"An activity named '{name}' is registered already.", nameof(name));
        }
    }

    /// <summary>Begins to take work.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (_loops.Count > 0)
        {
            throw new InvalidOperationException("The engine runs already.");
        }

        var options = Options;
        EngineLog.Opened(
            _services.Logger, options.HubName, options.DatabasePath, options.MaxConcurrentActivities, options.MaxConcurrentOrchestrations);
        _loops.Add(Task.Run(() => _services.Leases.RunAsync(_ended.Token), CancellationToken.None));
        if (!_services.Orchestrators.IsEmpty)
        {
            _loops.Add(Task.Run(() => _orchestrations.RunAsync(_stopping.Token), CancellationToken.None));
        }

        if (!_services.Activities.IsEmpty)
        {
            _loops.Add(Task.Run(() => _activities.RunAsync(_stopping.Token), CancellationToken.None));
        }

        return Task.CompletedTask;
    }

    /// <summary>Takes no more work, interrupts activities, and waits for what runs.</summary>
    /// <param name="cancellationToken">Ends the waiting; what runs then will run again elsewhere.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_loops.Count == 0 || _ended.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_loops.Skip(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _activities.DrainAsync(cancellationToken).ConfigureAwait(false);
            await _orchestrations.DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            EngineLog.DrainCut(_services.Logger);
        }

        await EndAsync().ConfigureAwait(false);
    }

    /// <summary>Ends at once; what runs loses its results and will run again when its leases lapse.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await _stopping.CancelAsync().ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
        _services.Store.Dispose();
    }

    private async Task EndAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
