using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace FineTune.Functions.Telemetry;

/// <summary>Makes the exporters with the host, and empties them before it ends.</summary>
public sealed class TelemetryExport(TracerProvider traces, MeterProvider metrics) : IHostedService
{
    private const int FlushMilliseconds = 5000;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        traces.ForceFlush(FlushMilliseconds);
        metrics.ForceFlush(FlushMilliseconds);
        return Task.CompletedTask;
    }
}
