using System.Net;

namespace FineTune.EndToEnd;

/// <summary>A study with two objectives: both are measured, both decide who goes on, and the end names the front.</summary>
[Collection(WorkplaceCollection.Name)]
public sealed class ObjectivesTests(Workplace workplace)
{
    private const string Study = """
        {"dataset":"objectives","budget":{"trials":5},"pruner":"asha","sampler":"random","finalists":"off","similarity":"off","warmStart":"off","objective":"f1_macro","furtherObjectives":[{"metric":"METRIC"}],
         "searchSpace":{"epochs":3,"batchSize":8,"learningRate":{"low":1e-4,"high":1e-2,"log":true}}}
        """;

    [Fact]
    public async Task Both_objectives_are_measured_and_the_front_is_named()
    {
        await workplace.UploadAsync("objectives");
        var id = await workplace.App.StartAsync(Study.Replace("METRIC", "log_loss", StringComparison.Ordinal));
        var over = await workplace.App.WaitUntilOverAsync(id);
        Assert.True(over.Status() == "completed", $"{over}\n{workplace.App.Log}");
        var state = (await workplace.LedgerAsync(id)).State;
        Assert.All(state.Trials.SelectMany(trial => trial.Curve), report => Assert.True(double.IsFinite(report.Metrics["validation_log_loss"])));
        Assert.Matches("[1-9][0-9]* trials are on the Pareto front of 2 objectives", state.Finished!.Reason);
        Assert.Contains(state.Trials, trial => trial.Reason.Contains("by 2 objectives, on front", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_metric_of_another_task_is_refused_with_its_place()
    {
        await workplace.UploadAsync("objectives");
        var (status, body) = await workplace.App.SendAsync(HttpMethod.Post, "api/studies", Study.Replace("METRIC", "pearsonr", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("/furtherObjectives/0/metric", body.GetRawText(), StringComparison.Ordinal);
    }
}
