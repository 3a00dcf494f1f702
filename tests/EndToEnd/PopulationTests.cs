using System.Text;
using System.Text.Json;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.EndToEnd;

/// <summary>Population-based training with real checkpoints: members go on from each other's weights with other hyperparameters.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class PopulationTests(Workplace workplace)
{
    private const string Study = """
        {"dataset":"population","objective":"log_loss","budget":{"trials":6},"parallelTrials":2,"sampler":"random","pruner":"pbt","pruning":{"intervalEpochs":1,"quantile":0.34},"finalists":"off","similarity":"off","warmStart":"off","seed":3,
         "searchSpace":{"epochs":4,"batchSize":{"choices":[8,16]},"learningRate":{"low":1e-4,"high":1e-2,"log":true},"dropout":{"low":0,"high":0.2},"weightDecay":0.01}}
        """;

    [Fact]
    public async Task The_worst_go_on_from_checkpoints_of_the_best_and_the_result_says_where_it_comes_from()
    {
        var app = workplace.App;
        await workplace.UploadAsync("population");
        var id = await app.StartAsync(Study);
        var study = await app.WaitUntilOverAsync(id);
        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");

        var ledger = await workplace.LedgerAsync(id);
        var adoptions = ledger.Events.OfType<PlanMade>().Select(plan => plan.Decision).OfType<ResumeTrial>().Where(resume => resume.Adoption is not null).ToList();
        Assert.NotEmpty(adoptions);
        Assert.All(ledger.State.Trials, trial => Assert.Equal((TrialStatus.Completed, 4.0), (trial.Status, trial.EpochsDone)));
        Assert.Empty(ledger.State.Find(0)!.Adoptions);
        foreach (var decision in adoptions)
        {
            var adoption = decision.Adoption!;
            var donor = ledger.State.Find(adoption.Trial)!;
            Assert.Equal(donor.ParametersAt(adoption.Rung)["batchSize"], adoption.Parameters["batchSize"]);
            Assert.True(adoption.Step > 0);
            Assert.StartsWith($"trial {decision.Trial} continues from the checkpoint of trial {adoption.Trial} at {adoption.Epoch} epochs (step {adoption.Step})", decision.Reason, StringComparison.Ordinal);

            // The step goes on where the adopted checkpoint stood, and the best value so far came with it.
            var after = ledger.State.Find(decision.Trial)!.Segments[decision.Rung];
            Assert.True(after.BestObjective <= donor.Segments[adoption.Rung].BestObjective);
            var report = ledger.State.Find(decision.Trial)!.Curve.First(report => report.Rung == decision.Rung);
            Assert.Equal(adoption.Step / adoption.Epoch, report.Step / report.Epoch);
        }

        await AssertSaysWhereItComesFromAsync(id, ledger);
    }

    [Fact]
    public async Task Another_study_of_the_same_population_trains_nothing_and_comes_to_the_same()
    {
        var app = workplace.App;
        await workplace.UploadAsync("population");
        var first = await app.StartAsync(Study);
        await app.WaitUntilOverAsync(first);
        var second = await app.StartAsync(Study.Replace("\"parallelTrials\":2", "\"parallelTrials\":2,\"name\":\"again\"", StringComparison.Ordinal));
        await app.WaitUntilOverAsync(second);
        var (one, two) = ((await workplace.LedgerAsync(first)).State, (await workplace.LedgerAsync(second)).State);
        Assert.All(two.Trials.SelectMany(trial => trial.Segments.Values), segment => Assert.True(segment.Reused));
        Assert.Equal(one.Trials.Select(trial => (trial.Number, trial.BestObjective, trial.Parameters)), two.Trials.Select(trial => (trial.Number, trial.BestObjective, trial.Parameters)));
        Assert.Equal(await app.BestFileAsync(first, "model.safetensors"), await app.BestFileAsync(second, "model.safetensors"));
    }

    [Fact]
    public async Task Members_that_adopted_race_over_further_seeds_along_their_lineage()
    {
        var app = workplace.App;
        await workplace.UploadAsync("population");
        var id = await app.StartAsync(Study.Replace("\"finalists\":\"off\"", "\"finalists\":2", StringComparison.Ordinal));
        var study = await app.WaitUntilOverAsync(id);
        Assert.True(study.Status() == "completed", $"{study}\n{app.Log}");

        var state = (await workplace.LedgerAsync(id)).State;
        var race = state.Finalists!;
        Assert.Contains(race.Standings, standing => !state.Find(standing.Trial)!.Adoptions.IsEmpty);
        Assert.All(race.Standings, standing => Assert.InRange(standing.Seeds, 5, 12));
        Assert.All(state.FinalistRuns.Values, run => Assert.True(double.IsFinite(run.Loss) && run.Epochs == 4, run.Reason));
        Assert.Equal(race.Trial, state.Concluded!.BestTrial);
        Assert.NotEmpty(await app.BestFileAsync(id, "model.safetensors"));
    }

    /// <summary>Model card, metrics and report name the lineage where there is more than one stretch; each finished trial has one checkpoint at most.</summary>
    private async Task AssertSaysWhereItComesFromAsync(string id, LedgerSnapshot ledger)
    {
        var best = ledger.State.Find(ledger.State.Concluded!.BestTrial)!;
        var lineage = Lineage.Of(ledger.State, best.Number, best.BestEpoch);
        var metrics = JsonElement.Parse(await workplace.App.BestFileAsync(id, "metrics.json"));
        var card = Encoding.UTF8.GetString(await workplace.App.BestFileAsync(id, "README.md"));
        var report = await workplace.App.Client.GetStringAsync(new Uri($"api/studies/{id}/report", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(lineage.Count > 1, metrics.TryGetProperty("lineage", out var stretches));
        Assert.Equal(lineage.Count > 1, report.Contains("<h2>Lineage</h2>", StringComparison.Ordinal));
        if (lineage.Count > 1)
        {
            Assert.Equal(lineage.Select(step => step.Trial), stretches.EnumerateArray().Select(step => step.GetProperty("trial").GetInt32()));
            Assert.All(lineage, step => Assert.Contains(FormattableString.Invariant($"epoch {step.FromEpoch:0.##} to {step.ToEpoch:0.##}, trained as trial {step.Trial}"), card, StringComparison.Ordinal));
        }

        var trials = await workplace.App.TrialsAsync(id);
        Assert.Equal(ledger.State.Trials.Count(trial => !trial.Adoptions.IsEmpty), trials.Count(trial => trial.TryGetProperty("adoptions", out _)));
        var containers = new Containers(workplace.Storage.Client);
        foreach (var trial in ledger.State.Trials)
        {
            var kept = 0;
            await foreach (var blob in containers.Studies.GetBlobsAsync(prefix: StudyPaths.Trial(StudyId.Parse(id), trial.Number), cancellationToken: TestContext.Current.CancellationToken))
            {
                kept += blob.Name.EndsWith("/manifest.json", StringComparison.Ordinal) ? 1 : 0;
            }

            Assert.InRange(kept, 0, 1);
        }
    }
}
