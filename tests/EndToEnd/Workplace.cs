using FineTune.Testing;

namespace FineTune.EndToEnd;

/// <summary>A real Azurite and a running application with the tiny model, shared by tests that do not disturb each other.</summary>
public sealed class Workplace : IAsyncLifetime
{
    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("end-to-end-").FullName;
    private readonly Dictionary<string, string> _uploaded = [];
    private App? _app;

    /// <summary>A <c>study.json</c> of one short trial.</summary>
    public const string Short = """{"budget":{"trials":1},"searchSpace":{"epochs":1}}""";

    /// <summary>The storage.</summary>
    public Azurite Storage => _azurite;

    /// <summary>The application.</summary>
    internal App App => _app ?? throw new InvalidOperationException(_azurite.ConnectionString);

    /// <summary>The tiny model's folder.</summary>
    public string Model => Path.Combine(_folder, "model");

    /// <summary>A further application on this storage, with history and caches of its own; it does not run yet.</summary>
    internal App NewApp(string name, params (string Name, string Value)[] settings) =>
        new(_azurite.ConnectionString, Directory.CreateDirectory(Path.Combine(_folder, name)).FullName, settings);

    /// <summary>Uploads a small dataset once; the study that its upload opens is short and over afterwards. Its id.</summary>
    internal async Task<string> UploadAsync(string dataset)
    {
        if (_uploaded.TryGetValue(dataset, out var known))
        {
            return known;
        }

        await App.PutAsync($"api/datasets/{dataset}/study.json", Short);
        var opened = (await App.PutAsync($"api/datasets/{dataset}/train.csv", ToyData.Csv(90))).GetProperty("study").GetString()!;
        await App.WaitUntilOverAsync(opened);
        return _uploaded[dataset] = opened;
    }

    public async ValueTask InitializeAsync()
    {
        await _azurite.InitializeAsync();
        TinyModel.Write(Model, ToyData.Rows(300).Select(row => row.Text));
        try
        {
            _app = NewApp("app");
        }
        catch (Exception skip) when (skip.Message.StartsWith("$XunitDynamicSkip$", StringComparison.Ordinal))
        {
            return; // Azurite is not installed: each test says so when it asks for the application.
        }

        await _app.StartAsync(CancellationToken.None);
        await _app.PutFolderAsync($"api/models/{TinyModel.Name}", Model);
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
