using System.Net;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;

namespace FineTune.EndToEnd;

/// <summary>Stop, suspend, resume, delete.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class SteeringTests(Workplace workplace)
{
    private const string Long = """{"dataset":"steered","budget":{"trials":3},"pruner":"none","sampler":"random","searchSpace":{"epochs":60,"batchSize":4,"learningRate":{"low":1e-3,"high":3e-3,"log":true}},"seed":SEED}""";

    [Fact]
    public async Task A_stopped_study_keeps_the_best_so_far_and_concludes()
    {
        var app = workplace.App;
        var id = await StartAsync(1);
        await app.WaitAsync(id, Evaluated);

        Assert.Equal(HttpStatusCode.Accepted, (await app.SendAsync(HttpMethod.Post, $"api/studies/{id}/stop")).Status);
        var study = await app.WaitUntilOverAsync(id);

        Assert.Equal("stopped", study.Status());
        Assert.True(study.GetProperty("test").GetProperty("best").GetProperty("n").GetInt32() > 0);
        Assert.NotEmpty(await app.BestFileAsync(id, "model.safetensors"));
        Assert.Contains((await app.TrialsAsync(id)), trial => trial.GetProperty("reason").GetString()!.StartsWith("stopped with the study", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, (await app.SendAsync(HttpMethod.Post, $"api/studies/{id}/stop")).Status);
    }

    [Fact]
    public async Task A_suspended_study_goes_on_from_its_checkpoint()
    {
        var app = workplace.App;
        var id = await StartAsync(2);
        await app.WaitAsync(id, Evaluated);

        await app.SendAsync(HttpMethod.Post, $"api/studies/{id}/suspend");
        await WaitForCheckpointAsync(id);
        Assert.Equal("suspended", (await app.StudyAsync(id)).Status());
        var before = (await LedgerAsync(id)).Events.Count;
        await app.SendAsync(HttpMethod.Post, $"api/studies/{id}/resume");
        await app.WaitAsync(id, study => study.GetProperty("trialsFinished").GetInt32() > 0);

        var ledger = await LedgerAsync(id);
        Assert.True(ledger.Events.Count > before);
        Assert.Contains(ledger.Events.OfType<SegmentStarted>(), started => started is { Trial: 0, Attempt: 1 });
        Assert.Equal(Enumerable.Range(1, 60).Select(epoch => (double)epoch), ledger.State.Find(0)!.Curve.Select(point => Math.Round(point.Epoch, 6)));
        await app.SendAsync(HttpMethod.Delete, $"api/studies/{id}");
    }

    [Fact]
    public async Task A_deleted_study_leaves_nothing_behind()
    {
        var app = workplace.App;
        var id = await StartAsync(3);
        await app.WaitAsync(id, Evaluated);

        Assert.Equal(HttpStatusCode.NoContent, (await app.SendAsync(HttpMethod.Delete, $"api/studies/{id}")).Status);

        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Get, $"api/studies/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await app.SendAsync(HttpMethod.Get, $"runtime/webhooks/durabletask/instances/{id}")).Status);
        var studies = new Containers(workplace.Storage.Client).Studies;

        // A segment that was uploading its checkpoint takes it back when it finds its fence gone, a moment later.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (await studies.GetBlobsAsync(prefix: $"{id}/", cancellationToken: limit.Token).AnyAsync(limit.Token))
        {
            await Task.Delay(100, limit.Token);
        }
    }

    private static bool Evaluated(System.Text.Json.JsonElement study) => study.GetProperty("epochsSpent").GetDouble() > 0;

    private async Task<string> StartAsync(int seed)
    {
        await workplace.UploadAsync("steered");
        return await workplace.App.StartAsync(Long.Replace("SEED", $"{seed}", StringComparison.Ordinal));
    }

    private async Task WaitForCheckpointAsync(string id)
    {
        var path = StudyPaths.Attempt(StudyId.Parse(id), 0, 0);
        var fence = new Containers(workplace.Storage.Client).Studies.GetBlobClient(path);
        await workplace.App.WaitAsync(id, _ => fence.DownloadContent(TestContext.Current.CancellationToken).Value.Content.ToString().Contains("resumeFrom", StringComparison.Ordinal));
    }

    private async Task<LedgerSnapshot> LedgerAsync(string id) =>
        (await new LedgerStore(new Containers(workplace.Storage.Client), TimeProvider.System).ReadAsync(StudyId.Parse(id), TestContext.Current.CancellationToken))!;
}
