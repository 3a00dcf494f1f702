using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Blobs;

/// <summary>Runs a listener for each blob-triggered function.</summary>
internal sealed class BlobTriggerService : BackgroundService
{
    private readonly IReadOnlyList<BlobTrigger> _triggers;
    private readonly IServiceProvider _services;
    private readonly DrainSignal _drain;
    private readonly SemaphoreSlim _slots;
    private readonly ILogger _log;

    public BlobTriggerService(
        FunctionCatalog catalog,
        IConfiguration configuration,
        StorageConnections connections,
        HostSettings settings,
        DrainSignal drain,
        IServiceProvider services,
        ILoggerFactory loggers)
    {
        _triggers = [.. catalog.Of(TriggerKind.Blob).Select(function => new BlobTrigger(function, connections, configuration))];
        _services = services;
        _drain = drain;
        _slots = new SemaphoreSlim(settings.Blobs.MaxParallel);
        _log = loggers.CreateLogger("Host.Triggers.Blobs");
        foreach (var trigger in _triggers)
        {
            _ = trigger.Container; // A missing or broken connection setting shows at start.
        }
    }

    public BlobTrigger? Find(FunctionDescriptor function) => _triggers.FirstOrDefault(trigger => trigger.Function == function);

    public override void Dispose()
    {
        _slots.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _drain.Work);
        await Task.WhenAll(_triggers.Where(trigger => trigger.IsPolled).Select(trigger =>
            ActivatorUtilities.CreateInstance<BlobListener>(_services, trigger, _slots, _log).RunAsync(ended.Token)));
    }
}
