using System.Net;
using System.Text;
using Azure.Storage.Blobs;
using FineTune.Cli.Commands;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;

namespace FineTune.EndToEnd;

/// <summary>A study from its start to its result, started in each way there is.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class StartTests(Workplace workplace)
{
    private const string TwoTrials = """{"budget":{"trials":2},"pruner":"none","sampler":"random","searchSpace":{"epochs":12,"batchSize":8,"learningRate":{"low":2e-3,"high":6e-3,"log":true}}}""";

    [Fact]
    public async Task An_uploaded_dataset_opens_a_study_that_ends_with_a_checkpoint()
    {
        var app = workplace.App;
        var datasets = new BlobServiceClient(workplace.Storage.ConnectionString).GetBlobContainerClient(Containers.DatasetsName);
        await datasets.GetBlobClient("uploaded/study.json").UploadAsync(new BinaryData(TwoTrials), TestContext.Current.CancellationToken);
        var upload = await datasets.GetBlobClient("uploaded/train.csv").UploadAsync(new BinaryData(ToyData.Csv(150)), TestContext.Current.CancellationToken);
        var id = StudyId.ForUpload("uploaded", "uploaded/train.csv", upload.Value.ETag.ToString("H")).Value;

        var study = await app.WaitUntilOverAsync(id);

        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");
        Assert.Equal(2, study.GetProperty("trialsFinished").GetInt32());
        Assert.True(study.GetProperty("test").GetProperty("best").GetProperty("value").GetDouble() > 0.5, study.ToString());
        var (_, best) = await app.SendAsync(HttpMethod.Get, $"api/studies/{id}/best");
        var files = best.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()).ToList();
        Assert.Superset(new HashSet<string?> { "model.safetensors", "config.json", "tokenizer.json", "metrics.json", "README.md" }, files.ToHashSet());
        var report = await app.Client.GetStringAsync(new Uri($"api/studies/{id}/report", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("<svg", report, StringComparison.Ordinal);

        // The command writes what the route answers.
        var table = Path.Combine(Path.GetTempPath(), $"{id}.csv");
        Assert.Equal(0, await FineTuneCommand.RunAsync(["export", id, "--to", table, "--address", app.Client.BaseAddress!.AbsoluteUri]));
        var lines = await File.ReadAllLinesAsync(table, TestContext.Current.CancellationToken);
        File.Delete(table);
        Assert.StartsWith("number,accuracy,best_epoch,state,rung,epochs,seconds,params_", lines[0], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task A_posted_study_runs_once_however_often_it_is_posted()
    {
        var app = workplace.App;
        await app.PutAsync("api/datasets/posted/rows.csv", "not a training file");
        await app.PutAsync("api/datasets/posted/study.json", TwoTrials);
        var uploaded = (await app.PutAsync("api/datasets/posted/train.jsonl", JsonLines(150))).GetProperty("study").GetString()!;
        var body = $$"""{"dataset":"posted",{{TwoTrials[1..]}}""";

        var first = await app.StartAsync(body, "key-1");
        var second = await app.StartAsync(body, "key-1");

        Assert.Equal(first, second);
        Assert.NotEqual(uploaded, first);
        var (conflict, _) = await app.SendAsync(HttpMethod.Post, "api/studies", """{"dataset":"posted"}""", "key-1");
        Assert.Equal(HttpStatusCode.Conflict, conflict);
        Assert.Equal("completed", (await app.WaitUntilOverAsync(first)).Status());
        Assert.Equal("completed", (await app.WaitUntilOverAsync(uploaded)).Status());

        // Both studies ask for the same segments, so the one that came later took them over and the bytes agree.
        Assert.Equal(await app.BestFileAsync(first, "model.safetensors"), await app.BestFileAsync(uploaded, "model.safetensors"));
    }

    [Fact]
    public async Task What_was_trained_once_is_not_trained_again_even_when_its_study_is_gone()
    {
        const string Study = """{"dataset":"again","budget":{"trials":3},"sampler":"random","searchSpace":{"epochs":6,"batchSize":8}}""";
        var app = workplace.App;
        await workplace.UploadAsync("again");
        var first = await app.StartAsync(Study);
        await app.WaitUntilOverAsync(first);
        var model = await app.BestFileAsync(first, "model.safetensors");

        var second = await app.StartAsync(Study);
        await app.WaitUntilOverAsync(second);
        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"api/studies/{first}")).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"api/studies/{second}")).Status);
        var third = await app.StartAsync(Study);
        await app.WaitUntilOverAsync(third);

        var ledger = await new LedgerStore(new Containers(workplace.Storage.Client), TimeProvider.System).ReadAsync(StudyId.Parse(third), TestContext.Current.CancellationToken);
        Assert.Empty(ledger!.Events.OfType<SegmentStarted>());
        Assert.All(ledger.Events.OfType<SegmentFinished>(), finished => Assert.True(finished.Reused));
        Assert.Equal(model, await app.BestFileAsync(third, "model.safetensors"));
    }

    [Fact]
    public async Task Events_are_streamed_to_the_end_and_from_a_position()
    {
        var app = workplace.App;
        await app.PutAsync("api/datasets/streamed/study.json", TwoTrials);
        var id = (await app.PutAsync("api/datasets/streamed/train.csv", ToyData.Csv(120))).GetProperty("study").GetString()!;
        await app.WaitUntilOverAsync(id);

        var all = await EventsAsync(app, id, 0);
        var rest = await EventsAsync(app, id, 3);

        Assert.Contains("event: StudyConcluded", all[^1], StringComparison.Ordinal);
        Assert.Equal(all.Skip(3), rest);
    }

    [Fact]
    public async Task The_dashboard_allows_no_outside_asset_and_no_inline_script()
    {
        using var page = await workplace.App.Client.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.StartsWith("default-src 'none'; script-src 'self';", Assert.Single(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await workplace.App.Client.GetAsync(new Uri("/dashboard/dashboard.js", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<IReadOnlyList<string>> EventsAsync(App app, string id, int from)
    {
        var text = await app.Client.GetStringAsync(new Uri($"api/studies/{id}/events?from={from}", UriKind.Relative), TestContext.Current.CancellationToken);
        return text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static string JsonLines(int count)
    {
        var lines = new StringBuilder();
        foreach (var (text, label) in ToyData.Rows(count))
        {
            lines.Append("{\"text\":\"").Append(text).Append("\",\"label\":\"").Append(label).Append("\"}\n");
        }

        return lines.ToString();
    }
}
