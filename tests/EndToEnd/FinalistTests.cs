using FineTune.Search.Ledger;

namespace FineTune.EndToEnd;

/// <summary>The race of the finalists beside other studies: the same training with the same seed is done once.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class FinalistTests(Workplace workplace)
{
    private const string Study = """
        {"dataset":"finalists","budget":{"trials":3},"finalists":2,"sampler":"random","similarity":"off","warmStart":"off","seed":5,
         "searchSpace":{"epochs":3,"batchSize":8,"learningRate":{"low":1e-3,"high":5e-3,"log":true}}}
        """;

    [Fact]
    public async Task Finalists_of_a_second_study_take_their_segments_over_and_the_decision_is_the_same()
    {
        var app = workplace.App;
        await workplace.UploadAsync("finalists");
        var first = await RunAsync(app, Study);
        var second = await RunAsync(app, Study.Replace("\"seed\":5", "\"seed\":5,\"name\":\"again\"", StringComparison.Ordinal));
        Assert.NotEmpty(first.FinalistRuns);
        Assert.All(first.FinalistRuns.Values, run => Assert.True(run.Seconds > 0, run.Reason));
        Assert.All(second.FinalistRuns.Values, run => Assert.Equal(0, run.Seconds));
        Assert.All(second.FinalistRuns.Values, run => Assert.Contains("taken over", run.Reason, StringComparison.Ordinal));
        Assert.Equal(first.FinalistRuns.Values.Select(run => (run.Trial, run.Seed, run.Loss, run.Epochs)), second.FinalistRuns.Values.Select(run => (run.Trial, run.Seed, run.Loss, run.Epochs)));
        Assert.Equal(first.Finalists!.Trial, second.Finalists!.Trial);
    }

    private async Task<StudyState> RunAsync(App app, string study)
    {
        var id = await app.StartAsync(study);
        var over = await app.WaitUntilOverAsync(id);
        Assert.True(over.Status() == "completed", $"{over}\n{app.Log}");
        return (await workplace.LedgerAsync(id)).State;
    }
}
