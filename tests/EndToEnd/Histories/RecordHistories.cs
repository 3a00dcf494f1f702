using System.Net;
using FineTune.Testing;

namespace FineTune.EndToEnd.Histories;

/// <summary>
/// Records what the replay tests replay: runs studies that between them make every call of the orchestrator, and writes their histories to
/// tests/FineTune.Functions.Tests/Histories/{version}. Only on <c>FINETUNE_RECORD_HISTORIES=VERSION</c>; docs/versioning.md says when.
/// </summary>
public sealed class RecordHistories : IAsyncLifetime
{
    private const string Asha = """{"budget":{"trials":6},"parallelTrials":2,"sampler":"random","seed":3,"searchSpace":{"epochs":9,"batchSize":8}}""";
    private const string Long = """{"budget":{"trials":70},"pruner":"none","sampler":"random","seed":3,"searchSpace":{"epochs":1,"batchSize":64}}""";
    private const string Slow = """{"budget":{"trials":2},"pruner":"none","sampler":"random","seed":3,"searchSpace":{"epochs":60,"batchSize":4}}""";

    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("histories-").FullName;
    private App? _app;

    private static string? Version => Environment.GetEnvironmentVariable("FINETUNE_RECORD_HISTORIES");

    private App App => _app!;

    [Fact]
    public async Task Record()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Version), "it writes files; set FINETUNE_RECORD_HISTORIES to the version to record (docs/versioning.md)");
        _app = new App(_azurite.ConnectionString, _folder);
        await _app.StartAsync(TestContext.Current.CancellationToken);
        TinyModel.Write(Path.Combine(_folder, "model"), ToyData.Rows(300).Select(row => row.Text));
        await App.PutFolderAsync($"api/models/{TinyModel.Name}", Path.Combine(_folder, "model"));

        await RecordAsync("asha-two-side-by-side", Asha, ToyData.Csv(120), _ => Task.CompletedTask);
        await RecordAsync("continued-as-new", Long, ToyData.Csv(60), _ => Task.CompletedTask);
        await RecordAsync("refused-input", Asha, "text,label\na,x\nb,x\nc,x\n", _ => Task.CompletedTask);
        await RecordAsync("preempted", Slow, ToyData.Csv(400), async id =>
        {
            await App.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() > 1);
            await App.DrainAsync();
            await App.StartAsync(CancellationToken.None);
        });
        await RecordAsync("stopped", Slow, ToyData.Csv(401), async id =>
        {
            await App.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() > 1);
            Assert.Equal(HttpStatusCode.Accepted, (await App.SendAsync(HttpMethod.Post, $"api/studies/{id}/stop")).Status);
        });
    }

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RecordAsync(string name, string study, string data, Func<string, Task> meanwhile)
    {
        await App.PutAsync($"api/datasets/{name}/study.json", study);
        var id = (await App.PutAsync($"api/datasets/{name}/train.csv", data)).GetProperty("study").GetString()!;
        var recorder = new HistoryRecorder(Path.Combine(_folder, "durable.db"), id);
        await using (recorder)
        {
            recorder.Start();
            await App.WaitAsync(id, _ => true);
            await meanwhile(id);
            await App.WaitUntilOverAsync(id);

            // The instance ends a moment after its last activity, which is when the study says that it is over.
            await EndedAsync(recorder);
        }

        foreach (var (events, generation) in recorder.Generations.Select((events, index) => (events, index)))
        {
            var folder = Directory.CreateDirectory(Path.Combine(Root(), "tests", "FineTune.Functions.Tests", "Histories", Version!)).FullName;
            await File.WriteAllLinesAsync(Path.Combine(folder, $"{name}-{generation}.jsonl"), events);
        }
    }

    private static async Task EndedAsync(HistoryRecorder recorder)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (!recorder.Generations[^1].Any(line => line.Contains("\"ExecutionCompleted\"", StringComparison.Ordinal)))
        {
            await Task.Delay(20, limit.Token);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "FineTune.Functions.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
