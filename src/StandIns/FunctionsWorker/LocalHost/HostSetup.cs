using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.LocalHost.Configuration;
using Microsoft.Azure.Functions.Worker.LocalHost.Logging;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.LocalHost;

/// <summary>What is known before the app is built: arguments, <c>host.json</c>, <c>local.settings.json</c>.</summary>
internal sealed class HostSetup
{
    private readonly string[] _args;
    private readonly Dictionary<string, string?> _hostJson;

    private HostSetup(string[] args, string contentRoot)
    {
        _args = args;
        ContentRoot = contentRoot;
        _hostJson = HostJson.Load(contentRoot);
        Local = LocalSettings.Load(contentRoot);
    }

    public string ContentRoot { get; }

    public LocalSettings Local { get; }

    public static HostSetup Load(string[] args)
    {
        var setup = new HostSetup(args, Configuration.ContentRoot.Find(args));
        setup.Local.Export();
        return setup;
    }

    public WebApplicationBuilder CreateBuilder()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = _args,
            ContentRootPath = ContentRoot,
            EnvironmentName = EnvironmentName(),
        });

        // Lowest first: the host's defaults and files, then appsettings, environment, command line.
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = LogLevels.Defaults });
        builder.Configuration.Sources.Insert(1, new MemoryConfigurationSource { InitialData = _hostJson });
        builder.Configuration.Sources.Insert(2, new MemoryConfigurationSource { InitialData = LogLevels.FromHostJson(_hostJson) });
        builder.Configuration.Sources.Insert(3, new MemoryConfigurationSource { InitialData = Local.Values });
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(options => options.FormatterName = HostConsoleFormatter.FormatterName);
        builder.Logging.AddConsoleFormatter<HostConsoleFormatter, HostConsoleFormatterOptions>();
        builder.WebHost.UseUrls(ListenAddress.Choose(_args, builder.Configuration, Local.Port, builder.Environment.IsDevelopment()));
        return builder;
    }

    // local.settings.json is never deployed: where it lies, this is a developer's machine, as `func start` takes it to be.
    private string EnvironmentName() =>
        Arguments.Value(_args, "environment")
        ?? Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
        ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? (Local.Exists ? Environments.Development : Environments.Production);
}
