using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace FineTune.Functions.Telemetry;

/// <summary>Sends spans, metrics and logs by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and nothing anywhere where it is not.</summary>
/// <remarks>The exporter reads the other <c>OTEL_*</c> variables itself: protocol, headers, interval.</remarks>
public static class TelemetryRegistration
{
    /// <summary>The variable that switches the export on.</summary>
    public const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string Service = "finetune-functions";

    /// <summary>Adds the instruments, and the export if it is asked for.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddSingleton<FineTuneTelemetry>();
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(EndpointVariable)))
        {
            return services;
        }

        // Spans of blob calls: the storage client makes them only when asked.
        AppContext.SetSwitch("Azure.Experimental.EnableActivitySource", true);
        var resource = ResourceBuilder.CreateDefault().AddService(Service, serviceVersion: Version);
        return services
            .AddSingleton(_ => Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
                .AddSource(FineTuneTelemetry.Name, "Microsoft.AspNetCore", "Microsoft.Azure.Functions.Worker", "Microsoft.DurableTask", "Azure.*").AddOtlpExporter().Build())
            .AddSingleton(_ => Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
                .AddMeter(FineTuneTelemetry.Name, "Microsoft.AspNetCore.Hosting", "System.Runtime").AddOtlpExporter().Build())
            .AddHostedService<TelemetryExport>()
            .AddLogging(logging => logging.AddOpenTelemetry(logs => logs.SetResourceBuilder(resource).AddOtlpExporter()));
    }

    private static string? Version => typeof(TelemetryExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
}
