using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost.Durable;

/// <summary>Adds the engine to an app that uses durable functions.</summary>
internal static class DurableServices
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<DurableFunctions>().AddSingleton<ManagementAddress>().AddSingleton<ManagementRoutes>();
        services.AddSingleton(Create);
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<DurableEngine>());
        services.AddSingleton<IInputBinder>(provider =>
            new DurableClientBinder(new Lazy<DurableEngine>(provider.GetRequiredService<DurableEngine>)));
    }

    public static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.ServiceProvider.GetService<ManagementRoutes>()?.Map(endpoints);

    private static DurableEngine Create(IServiceProvider services)
    {
        var settings = services.GetRequiredService<HostSettings>().Durable;
        Directory.CreateDirectory(Path.GetDirectoryName(settings.File)!);
        var engine = new DurableEngine(new DurableEngineOptions
        {
            DatabasePath = settings.File,
            HubName = settings.HubName,
            DefaultVersion = settings.DefaultVersion,
            VersionMatch = settings.VersionMatch,
            FailsOnVersionMismatch = settings.FailsOnVersionMismatch,
            MaxConcurrentActivities = settings.MaxConcurrentActivities,
            MaxConcurrentOrchestrations = settings.MaxConcurrentOrchestrators,
            LoggerFactory = services.GetRequiredService<ILoggerFactory>(),
            TimeProvider = services.GetRequiredService<TimeProvider>(),
            HostStopping = services.GetRequiredService<DrainSignal>().Work,
        });
        services.GetRequiredService<DurableFunctions>().Register(engine);
        services.GetRequiredService<ManagementAddress>().Attach(engine.Client);
        return engine;
    }
}
