using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.DurableTask.Tests;

public sealed class SubOrchestrationTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Children_know_their_parent_and_hand_back_results()
    {
        var engine = await _hub.Open()
            .Orchestrator("Child", context => Task.FromResult(
                $"{context.GetInput<int>()} of {context.Parent!.Name} {context.Parent.InstanceId} v{context.Version}"))
            .Orchestrator("Parent", async context => await Task.WhenAll(Enumerable.Range(0, 3).Select(number =>
                context.CallSubOrchestratorAsync<string>("Child", number, new SubOrchestrationOptions { Version = "2" }))))
            .StartedAsync();

        var end = await engine.RunAsync("Parent", options: new StartOrchestrationOptions("top"));

        Assert.Equal(["0 of Parent top v2", "1 of Parent top v2", "2 of Parent top v2"], end.ReadOutputAs<string[]>()!);
    }

    [Fact]
    public async Task A_child_of_a_chosen_id_is_found_by_it_with_its_tags()
    {
        var engine = await _hub.Open()
            .Orchestrator("Child", context => Task.FromResult(context.InstanceId))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
                "Child", new TaskOptions(null, new Dictionary<string, string> { ["kind"] = "small" }).WithInstanceId("chosen")))
            .StartedAsync();

        var end = await engine.RunAsync("Parent");

        Assert.Equal("chosen", end.ReadOutputAs<string>());
        Assert.Equal("small", (await engine.Client.GetInstanceAsync("chosen"))!.Tags["kind"]);
    }

    [Fact]
    public async Task A_failed_child_is_a_failed_task()
    {
        var engine = await _hub.Open()
            .Orchestrator<int>("Child", _ => throw new NotSupportedException("not here"))
            .Orchestrator("Parent", async context =>
            {
                try
                {
                    return await context.CallSubOrchestratorAsync<string>("Child");
                }
                catch (TaskFailedException error)
                {
                    return error.FailureDetails.ToString();
                }
            })
            .StartedAsync();

        Assert.Equal("System.NotSupportedException: not here", (await engine.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_id_that_is_in_use_fails_the_call()
    {
        var engine = await _hub.Open()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("end"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", new TaskOptions().WithInstanceId("busy")))
            .StartedAsync();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Child", new StartOrchestrationOptions("busy"));

        var end = await engine.RunAsync("Parent");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("'busy' already exists", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_terminated_child_fails_its_parent()
    {
        var engine = await _hub.Open()
            .Orchestrator("Child", context => context.WaitForExternalEvent<int>("end"))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<int>("Child", new TaskOptions().WithInstanceId("stopped")))
            .StartedAsync();
        var parent = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await engine.UntilAsync("stopped", static found => found.IsRunning);
        await engine.Client.TerminateInstanceAsync("stopped", "enough");

        Assert.Contains("was terminated", (await engine.EndOfAsync(parent)).FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }
}
