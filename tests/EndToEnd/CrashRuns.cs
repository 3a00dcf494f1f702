using FineTune.Functions.Storage;
using FineTune.Testing;

namespace FineTune.EndToEnd;

/// <summary>Runs of one study, each with storage, history and caches of its own, and the run that nothing disturbed.</summary>
public sealed class CrashRuns : IAsyncLifetime
{
    /// <summary>The study: its seed decides everything, its id, which differs from storage to storage, nothing.</summary>
    public const string Study = """
        {"budget":{"trials":4},"sampler":"random","seed":11,
         "searchSpace":{"epochs":12,"batchSize":4,"learningRate":{"low":1e-3,"high":5e-3,"log":true},"dropout":{"low":0,"high":0.2}}}
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("crash-").FullName;
    private readonly List<Azurite> _storages = [];

    /// <summary>The run that nothing disturbed.</summary>
    internal (LedgerSnapshot Ledger, byte[] Model) Calm { get; private set; }

    /// <summary>Runs a study to its end.</summary>
    /// <param name="name">The run's name.</param>
    /// <param name="study">The <c>study.json</c>.</param>
    /// <param name="disturb">What happens to the host meanwhile; the host to ask from then on, if it is another.</param>
    /// <param name="settings">Further settings of the host.</param>
    internal async Task<(LedgerSnapshot Ledger, byte[] Model)> RunAsync(
        string name, string study, Func<App, string, Task<App?>> disturb, params (string Name, string Value)[] settings)
    {
        var storage = new Azurite();
        _storages.Add(storage);
        await storage.InitializeAsync();
        var model = Path.Combine(_folder, "model");
        TinyModel.Write(model, ToyData.Rows(300).Select(row => row.Text));
        await using var app = new App(storage.ConnectionString, Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, settings);
        await app.StartAsync(CancellationToken.None);
        await app.PutFolderAsync($"api/models/{TinyModel.Name}", model);
        await app.PutAsync("api/datasets/crash/study.json", study);
        var id = (await app.PutAsync("api/datasets/crash/train.csv", ToyData.Csv(120))).GetProperty("study").GetString()!;
        await app.WaitAsync(id, _ => true);
        var asked = await disturb(app, id) ?? app;
        var over = await asked.WaitUntilOverAsync(id);
        Assert.True(over.Status() == "completed", $"{over}\n{asked.Log}");
        var ledger = await new LedgerStore(new Containers(storage.Client), TimeProvider.System).ReadAsync(StudyId.Parse(id), CancellationToken.None);
        return (ledger!, await asked.BestFileAsync(id, "model.safetensors"));
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            Calm = await RunAsync("calm", Study, (_, _) => Task.FromResult<App?>(null));
        }
        catch (Exception skip) when (skip.Message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal))
        {
            return; // Azurite is not installed: each test says so when it asks for its own.
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var storage in _storages)
        {
            await storage.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
