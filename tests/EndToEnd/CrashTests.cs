using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Testing;

namespace FineTune.EndToEnd;

/// <summary>Hosts that die and hosts that are asked to leave while a study runs.</summary>
public sealed class CrashTests : IAsyncLifetime
{
    private const string Study = """
        {"budget":{"trials":4},"sampler":"random","seed":11,
         "searchSpace":{"epochs":12,"batchSize":4,"learningRate":{"low":1e-3,"high":5e-3,"log":true},"dropout":{"low":0,"high":0.2}}}
        """;

    private const int Kills = 3;

    private readonly string _folder = Directory.CreateTempSubdirectory("crash-").FullName;
    private readonly Azurite _calm = new();
    private readonly Azurite _rough = new();

    [Fact]
    public async Task A_study_whose_host_is_killed_three_times_ends_with_the_same_bytes()
    {
        var calm = await RunAsync(_calm, "calm", (_, _) => Task.CompletedTask);
        var moments = new Random(20260305);

        var rough = await RunAsync(_rough, "rough", async (app, id) =>
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                // Some evaluations further on, and then at any moment of the next ones.
                var spent = (await app.StudyAsync(id)).GetProperty("epochsSpent").GetDouble();
                await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() > spent + moments.Next(2, 6));
                await Task.Delay(moments.Next(0, 300), TestContext.Current.CancellationToken);
                await app.KillAsync();
                await app.StartAsync(TestContext.Current.CancellationToken);
            }
        });

        AssertNothingRanTwice(rough.Ledger, Kills);
        Assert.Equal(Decisions(calm.Ledger), Decisions(rough.Ledger));
        Assert.Equal(calm.Model, rough.Model);
    }

    [Fact]
    public async Task A_host_that_is_asked_to_leave_hands_its_segment_over_without_losing_an_epoch()
    {
        var calm = await RunAsync(_calm, "calm", (_, _) => Task.CompletedTask);

        var drained = await RunAsync(_rough, "drained", async (app, id) =>
        {
            await app.WaitAsync(id, study => study.GetProperty("epochsSpent").GetDouble() >= 2);
            Assert.Equal(0, await app.DrainAsync());
            await app.StartAsync(TestContext.Current.CancellationToken);
        });

        AssertNothingRanTwice(drained.Ledger, 1);
        Assert.Equal(calm.Model, drained.Model);
    }

    public async ValueTask InitializeAsync()
    {
        await _calm.InitializeAsync();
        await _rough.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _calm.DisposeAsync();
        await _rough.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void AssertNothingRanTwice(LedgerSnapshot ledger, int interruptions)
    {
        Assert.Equal(ledger.Events.Count, ledger.Events.Select(entry => entry.Id).Distinct().Count());
        var ended = new HashSet<(int Trial, int Rung)>();
        foreach (var entry in ledger.Events)
        {
            switch (entry)
            {
                case SegmentFinished finished:
                    Assert.True(ended.Add((finished.Trial, finished.Rung)));
                    Assert.False(finished.Reused);
                    break;
                case SegmentStarted started:
                    Assert.DoesNotContain((started.Trial, started.Rung), ended);
                    break;
            }
        }

        var starts = ledger.Events.OfType<SegmentStarted>().Count();
        Assert.InRange(starts, ended.Count, ended.Count + interruptions);
    }

    /// <summary>What was decided and measured, without the times.</summary>
    private static IReadOnlyList<string> Decisions(LedgerSnapshot ledger) =>
        [.. ledger.State.Trials.Select(trial => $"{trial.Number} {trial.Parameters} {trial.Status} {trial.BestObjective:R} {string.Join(' ', trial.Curve.Select(point => $"{point.Epoch:R}={point.Objective:R}"))}")];

    private async Task<(LedgerSnapshot Ledger, byte[] Model)> RunAsync(Azurite storage, string name, Func<App, string, Task> disturb)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var model = Path.Combine(_folder, "model");
        TinyModel.Write(model, ToyData.Rows(300).Select(row => row.Text));
        await using var app = new App(storage.ConnectionString, Directory.CreateDirectory(Path.Combine(_folder, name)).FullName);
        await app.StartAsync(cancellation);
        await app.PutFolderAsync($"api/models/{TinyModel.Name}", model);
        await app.PutAsync("api/datasets/crash/study.json", Study);
        var id = (await app.PutAsync("api/datasets/crash/train.csv", ToyData.Csv(120))).GetProperty("study").GetString()!;
        await app.WaitAsync(id, _ => true);
        await disturb(app, id);
        var study = await app.WaitUntilOverAsync(id);
        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");
        var ledger = await new LedgerStore(new Containers(storage.Client), TimeProvider.System).ReadAsync(StudyId.Parse(id), cancellation);
        return (ledger!, await app.BestFileAsync(id, "model.safetensors"));
    }
}
