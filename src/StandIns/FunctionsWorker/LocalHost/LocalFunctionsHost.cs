using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker.LocalHost.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>The functions app as a host: a web application with triggers around it.</summary>
internal sealed class LocalFunctionsHost : IHost, IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _exitOnFailure;

    private LocalFunctionsHost(WebApplication app, bool exitOnFailure)
    {
        _app = app;
        _exitOnFailure = exitOnFailure;
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>The addresses it listens on, once started.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? []];

    public static LocalFunctionsHost Create(
        WebApplicationBuilder builder,
        HostSetup setup,
        FunctionCatalog catalog,
        IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        bool exitOnFailure)
    {
        var settings = HostSettings.Read(builder.Configuration, setup.ContentRoot, builder.Environment.IsDevelopment());
        var routes = HttpRoute.Plan(catalog, settings.RoutePrefix);
        HostServices.Add(builder, settings, catalog, routes, middleware, setup.Local);
        var app = builder.Build();
        _ = app.Services.GetServices<IHostedService>(); // A mistake in a trigger shows now rather than at start.
        HostPipeline.Use(app, routes, setup.Local);
        return new LocalFunctionsHost(app, exitOnFailure);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var drain = Services.GetRequiredService<DrainSignal>();
        _app.Lifetime.ApplicationStopping.Register(drain.Begin);
        try
        {
            await _app.StartAsync(cancellationToken);
        }
        catch (IOException exception) when (_exitOnFailure && exception.InnerException is AddressInUseException or SocketException)
        {
            StartupFailure.Exit($"{exception.Message} Choose another port with --port, or stop the process that listens there.");
        }
        catch (HostConfigurationException exception) when (_exitOnFailure)
        {
            StartupFailure.Exit(exception.Message);
        }

        Services.GetRequiredService<StartupReport>().Write(Addresses);
    }

    public Task StopAsync(CancellationToken cancellationToken = default) => _app.StopAsync(cancellationToken);

    public void Dispose() => ((IDisposable)_app).Dispose();

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
