using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

/// <summary>A task hub in a folder of its own, and the engines a test opens on it.</summary>
public sealed class TaskHubFolder : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("durable-").FullName;
    private readonly List<DurableEngine> _engines = [];

    public string DatabasePath => Path.Combine(_folder, "hub.db");

    public string PathOf(string name) => Path.Combine(_folder, name);

    /// <summary>Opens an engine; nothing runs before it is started.</summary>
    internal DurableEngine Open(Func<DurableEngineOptions, DurableEngineOptions>? change = null)
    {
        var options = new DurableEngineOptions
        {
            DatabasePath = DatabasePath,
            HubName = "Tests",
            PollingInterval = (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(200)),
        };
        var engine = new DurableEngine(change?.Invoke(options) ?? options);
        _engines.Add(engine);
        return engine;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
