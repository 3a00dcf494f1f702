using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Timers;

/// <summary>Runs a listener for each timer function.</summary>
internal sealed class TimerService : BackgroundService
{
    private static readonly TimeSpan ShortestMonitored = TimeSpan.FromMinutes(1);

    private readonly IReadOnlyList<TimerListener> _listeners;
    private readonly DrainSignal _drain;

    public TimerService(
        FunctionCatalog catalog,
        IConfiguration configuration,
        StorageConnections connections,
        DrainSignal drain,
        IServiceProvider services,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        _drain = drain;
        var log = loggers.CreateLogger("Host.Triggers.Timer");
        ITimerMonitor none = new NoMonitor();
        ITimerMonitor stored = connections.Has(null) ? ActivatorUtilities.CreateInstance<BlobTimerMonitor>(services) : none;
        var runner = services.GetRequiredService<TimerRunner>();
        _listeners = [.. catalog.Of(TriggerKind.Timer).Select(function =>
        {
            var trigger = (TimerTriggerAttribute)function.Trigger;
            var schedule = Schedules.Parse(SettingNames.Expand(trigger.Schedule, configuration, function.Name), function.Name);
            var monitored = trigger.UseMonitor && IsSlow(schedule, time.GetUtcNow().UtcDateTime);
            return new TimerListener(function, schedule, monitored ? stored : none, runner, time, log);
        })];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _drain.Work);
        await Task.WhenAll(_listeners.Select(listener => listener.RunAsync(ended.Token)));
    }

    // As on the real host: what runs more often than once a minute is not worth a record each time.
    private static bool IsSlow(ISchedule schedule, DateTime now) =>
        schedule.Next(now) is { } first && schedule.Next(first) is { } second && second - first >= ShortestMonitored;
}
