using FineTune.Testing;

namespace FineTune.EndToEnd;

/// <summary>Two hosts of different versions on one store, as in a rolling update: a study finishes under the version that opened it or a newer one.</summary>
public sealed class RollingUpdateTests : IAsyncLifetime
{
    private const string Version = "AzureFunctionsJobHost__extensions__durableTask__defaultVersion";
    private const string Study = """{"dataset":"rolled","budget":{"trials":2},"pruner":"none","sampler":"random","searchSpace":{"epochs":30,"batchSize":8}}""";

    private readonly Azurite _azurite = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("rolling-").FullName;

    [Fact]
    public async Task What_the_old_version_opened_ends_under_the_new_one_and_the_old_one_leaves_new_studies_alone()
    {
        await using var older = new App(_azurite.ConnectionString, _folder, (Version, "1.0"));
        await older.StartAsync(TestContext.Current.CancellationToken);
        TinyModel.Write(Path.Combine(_folder, "model"), ToyData.Rows(90).Select(row => row.Text));
        await older.PutFolderAsync($"api/models/{TinyModel.Name}", Path.Combine(_folder, "model"));
        await older.PutAsync("api/datasets/rolled/rows.csv", ToyData.Csv(90));
        await older.PutAsync("api/datasets/rolled/study.json", Workplace.Short);
        await older.WaitUntilOverAsync((await older.PutAsync("api/datasets/rolled/train.csv", ToyData.Csv(90))).GetProperty("study").GetString()!);
        await using var newer = older.Twin((Version, "1.1"));
        await newer.StartAsync(TestContext.Current.CancellationToken);

        var opened = await newer.StartAsync(Study, "new");
        Assert.Equal("completed", (await newer.WaitUntilOverAsync(opened)).Status());
        Assert.DoesNotContain($"Activity of {opened}", older.WholeLog, StringComparison.Ordinal);
        Assert.DoesNotContain($"Orchestration {opened}", older.WholeLog, StringComparison.Ordinal);

        var begun = await older.StartAsync(Study.Replace("30", "31", StringComparison.Ordinal), "old");
        await older.WaitAsync(begun, study => study.GetProperty("epochsSpent").GetDouble() > 0);
        Assert.Equal(0, await older.DrainAsync());
        Assert.Equal("completed", (await newer.WaitUntilOverAsync(begun)).Status());
        Assert.Contains($"Activity of {begun}", newer.WholeLog, StringComparison.Ordinal);
    }

    public ValueTask InitializeAsync() => _azurite.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _azurite.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
