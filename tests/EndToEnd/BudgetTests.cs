using FineTune.Search.Ledger;

namespace FineTune.EndToEnd;

/// <summary>Every limit of a study ends it, with the reason in its own words and a result.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class BudgetTests(Workplace workplace)
{
    private const string Rest = "\"dataset\":\"budgets\",\"sampler\":\"random\",\"finalists\":\"off\",\"similarity\":\"off\",\"warmStart\":\"off\",\"searchSpace\":{\"epochs\":2,\"batchSize\":8,\"learningRate\":{\"low\":1e-4,\"high\":1e-2,\"log\":true}}";

    [Fact]
    public async Task So_many_trials_are_started_and_no_more()
    {
        var ledger = await RunAsync("""{"budget":{"trials":3},""");
        Assert.Equal(3, ledger.State.Trials.Count);
        Assert.Contains("all 3 trials are started", ledger.State.Finished!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Epochs_of_all_trials_together_stay_within_their_limit()
    {
        var ledger = await RunAsync("""{"budget":{"trials":50,"epochs":7},""");
        Assert.InRange(ledger.State.Trials.Sum(trial => trial.EpochsDone), 4, 7);
        Assert.Contains("of 7 epochs are planned", ledger.State.Finished!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Minutes_of_training_end_the_search_and_what_there_is_counts()
    {
        var ledger = await RunAsync("""{"budget":{"trials":5000,"minutes":0.01},""");
        Assert.Contains("0.01 minutes of training is spent", ledger.State.StopRequested!.Reason, StringComparison.Ordinal);
        AssertEndedByTime(ledger.State, 0.6);
    }

    [Fact]
    public async Task What_training_costs_ends_the_search_at_the_price_that_the_app_is_set_to()
    {
        await using var priced = workplace.NewApp("priced", ("FineTune__Costs__DeviceHour", "3600"));
        await workplace.UploadAsync("budgets");
        await priced.StartAsync(TestContext.Current.CancellationToken);
        var id = await priced.StartAsync("""{"budget":{"trials":5000,"cost":0.5},""" + Rest + "}");
        var study = await priced.WaitUntilOverAsync(id);
        Assert.True(study.Status() == "completed", $"{study}\n{priced.Log}");
        var state = (await workplace.LedgerAsync(id)).State;
        Assert.Contains("the budget of 0.5 is spent", state.StopRequested!.Reason, StringComparison.Ordinal);
        AssertEndedByTime(state, 0.5);
    }

    [Fact]
    public async Task A_search_that_is_expected_to_improve_too_little_ends()
    {
        var ledger = await RunAsync("""{"budget":{"trials":60,"minImprovement":0.9},""");
        Assert.Contains("less than 0.9", ledger.State.Finished!.Reason, StringComparison.Ordinal);
        Assert.InRange(ledger.State.Trials.Count, 20, 21);
    }

    [Fact]
    public async Task What_an_earlier_study_found_is_tried_early_by_the_next_one_of_the_family()
    {
        const string Wide = "\"objective\":\"log_loss\",\"sampler\":\"random\",\"pruner\":\"none\",\"finalists\":\"off\",\"similarity\":\"off\",\"searchSpace\":{\"epochs\":3,\"batchSize\":8,\"learningRate\":{\"low\":1e-5,\"high\":1e-2,\"log\":true}}";
        var first = await RunAsync("""{"budget":{"trials":8},"warmStart":"off","dataset":"budgets",""" + Wide + "}", whole: true);
        var baseline = first.State.Find(0)!;
        var best = first.State.Trials.Where(trial => trial.BestObjective < baseline.BestObjective).MinBy(trial => trial.BestObjective);
        Assert.NotNull(best);

        var warm = await RunAsync("""{"budget":{"trials":5},"seed":9,"dataset":"budgets",""" + Wide + "}", whole: true);
        var cold = await RunAsync("""{"budget":{"trials":5},"seed":9,"warmStart":"off","dataset":"budgets",""" + Wide + "}", whole: true);
        var transferred = warm.State.Find(1)!;
        Assert.StartsWith("transferred from budgets-", transferred.Origin, StringComparison.Ordinal);
        Assert.Contains("good in an earlier study", warm.Events.OfType<PlanMade>().First(plan => plan.Sequence == 1).Decision.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(cold.State.Trials, trial => trial.Origin.StartsWith("transferred", StringComparison.Ordinal));
    }

    private static void AssertEndedByTime(StudyState state, double seconds)
    {
        Assert.True(state.Trials.Sum(trial => trial.Seconds) >= seconds);
        Assert.True(state.Trials.Count < 5000);
        Assert.True(state.Concluded!.BestTrial >= 0);
    }

    private async Task<Functions.Storage.LedgerSnapshot> RunAsync(string budget, bool whole = false)
    {
        var app = workplace.App;
        await workplace.UploadAsync("budgets");
        var id = await app.StartAsync(whole ? budget : budget + Rest + "}");
        var study = await app.WaitUntilOverAsync(id);
        Assert.True(study.Status() is "completed" or "stopped", $"{study}\n{app.Log}");
        return await workplace.LedgerAsync(id);
    }
}
