using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.LocalHost.Admin;
using Microsoft.Azure.Functions.Worker.LocalHost.Blobs;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Durable;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.LocalHost.Keys;
using Microsoft.Azure.Functions.Worker.LocalHost.Storage;
using Microsoft.Azure.Functions.Worker.LocalHost.Timers;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The host's own services.</summary>
internal static class HostServices
{
    public static void Add(
        WebApplicationBuilder builder,
        HostSettings settings,
        FunctionCatalog catalog,
        IReadOnlyList<HttpRoute> routes,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        LocalSettings local)
    {
        var services = builder.Services;
        services.AddSingleton(settings).AddSingleton(catalog).AddSingleton(routes);
        services.AddSingleton<DrainSignal>().AddSingleton<StorageConnections>();
        services.TryAddSingleton(TimeProvider.System);
        AddInvocation(services, middleware);
        AddKeys(services, settings, builder.Configuration);
        AddWeb(builder, local);
        AddBlobs(services, catalog);
        AddTimers(services, catalog);
        if (DurableFunctions.AreUsed(catalog))
        {
            DurableServices.Add(services);
        }

        services.AddSingleton<StartupReport>();
        services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = settings.DrainTimeout;
            options.ServicesStopConcurrently = true;
        });
    }

    private static void AddInvocation(
        IServiceCollection services, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        services.AddSingleton<ParameterBinder>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<FunctionInvoker>(provider, middleware));
    }

    private static void AddTimers(IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton<TimerRunner>().AddSingleton<AdminRoutes>();
        if (catalog.Of(TriggerKind.Timer).Any())
        {
            services.AddHostedService<TimerService>();
        }
    }

    private static void AddBlobs(IServiceCollection services, FunctionCatalog catalog)
    {
        services.AddSingleton<IInputBinder, BlobInputBinder>();
        if (catalog.Of(TriggerKind.Blob).Any())
        {
            services.AddSingleton<BlobReceipts>().AddSingleton<PoisonBlobs>().AddSingleton<BlobProcessor>().AddSingleton<BlobTriggerService>();
            services.AddHostedService(provider => provider.GetRequiredService<BlobTriggerService>());
        }
    }

    private static void AddKeys(IServiceCollection services, HostSettings settings, ConfigurationManager configuration)
    {
        var inFiles = string.Equals(configuration["AzureWebJobsSecretStorageType"], "Files", StringComparison.OrdinalIgnoreCase);
        services.AddSingleton<IKeyStorage>(provider => inFiles
            ? new FileKeyStorage(Path.Combine(settings.ContentRoot, ".secrets"))
            : ActivatorUtilities.CreateInstance<BlobKeyStorage>(provider));
        services.AddSingleton<KeyRing>().AddSingleton<AccessControl>();
    }

    private static void AddWeb(WebApplicationBuilder builder, LocalSettings local)
    {
        var limit = builder.Configuration.GetValue<long?>("FUNCTIONS_REQUEST_BODY_SIZE_LIMIT");
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = limit;
        });
        builder.Services.AddMvcCore();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<HttpEndpoints>();
        if (local.CorsOrigins.Count > 0)
        {
            builder.Services.AddCors();
        }
    }
}
