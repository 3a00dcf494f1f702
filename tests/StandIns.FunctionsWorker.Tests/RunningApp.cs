using System.Globalization;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.LocalHost;
using Microsoft.Azure.Functions.Worker.LocalHost.Functions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace StandIns.FunctionsWorker.Tests;

/// <summary>A functions app in this process, with a folder and a port of its own, made of the given classes.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly LocalFunctionsHost _host;

    private RunningApp(DirectoryInfo folder, LocalFunctionsHost host, LogRecorder log)
    {
        _folder = folder;
        _host = host;
        Log = log;
    }

    public LogRecorder Log { get; }

    public IServiceProvider Services => _host.Services;

    public HttpClient Http { get; private set; } = null!;

    public static Task<RunningApp> StartAsync(
        IEnumerable<Type> functions,
        string hostJson = """{ "version": "2.0" }""",
        Action<FunctionsApplicationBuilder>? configure = null,
        params string[] args) => StartAsync(Build(functions, hostJson, configure, args));

    /// <summary>The same with a <c>local.settings.json</c>.</summary>
    public static Task<RunningApp> StartWithLocalSettingsAsync(
        IEnumerable<Type> functions, string localSettings, Action<FunctionsApplicationBuilder> configure) =>
        StartAsync(Build(functions, """{ "version": "2.0" }""", localSettings, configure));

    private static async Task<RunningApp> StartAsync(RunningApp app)
    {
        await app._host.StartAsync(TestContext.Current.CancellationToken);
        app.Http = new HttpClient { BaseAddress = new Uri(app._host.Addresses[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal)) };
        return app;
    }

    public static RunningApp Build(
        IEnumerable<Type> functions, string hostJson, Action<FunctionsApplicationBuilder>? configure = null, params string[] args) =>
        Build(functions, hostJson, null, configure, args);

    private static RunningApp Build(
        IEnumerable<Type> functions, string hostJson, string? localSettings, Action<FunctionsApplicationBuilder>? configure, params string[] args)
    {
        var folder = Directory.CreateTempSubdirectory("functions-");
        File.WriteAllText(Path.Combine(folder.FullName, "host.json"), hostJson);
        if (localSettings is not null)
        {
            File.WriteAllText(Path.Combine(folder.FullName, "local.settings.json"), localSettings);
        }

        string[] all = [.. args, "--contentRoot", folder.FullName, "--port", "0", "--environment", "Development"];
        var builder = new FunctionsApplicationBuilder(all);
        var log = new LogRecorder();
        builder.Logging.ClearProviders().AddProvider(log);
        configure?.Invoke(builder.ConfigureFunctionsWebApplication());
        return new RunningApp(folder, builder.Build(FunctionCatalog.FromTypes(functions), exitOnFailure: false), log);
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public Task StopAsync() => _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        Http?.Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _host.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{_folder.FullName} {string.Join(' ', _host.Addresses)}");
}
