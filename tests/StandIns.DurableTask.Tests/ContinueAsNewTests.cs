using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.DurableTask.Tests;

public sealed class ContinueAsNewTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Two_hundred_generations_keep_a_small_history()
    {
        var engine = await _hub.Open()
            .Activity("Next", (int number) => number + 1)
            .Orchestrator("Count", async context =>
            {
                var number = await context.CallActivityAsync<int>("Next", context.GetInput<int>());
                if (number < 200)
                {
                    context.ContinueAsNew(number);
                }

                return number;
            })
            .StartedAsync();

        var end = await engine.RunAsync("Count", 0);

        Assert.Equal(200, end.ReadOutputAs<int>());
        Assert.InRange(engine.Client.GetHistory(end.InstanceId).Count, 1, 10);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Events_nobody_has_read_are_carried_over_unless_told_otherwise(bool preserve)
    {
        var engine = await _hub.Open().Orchestrator("Inbox", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                await context.WaitForExternalEvent<int>("go");
                context.ContinueAsNew(1, preserve);
                return "again";
            }

            var first = await context.WaitForExternalEvent<string>("note");
            return first + await context.WaitForExternalEvent<string>("note");
        }).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Inbox", 0);
        await engine.Client.RaiseEventAsync(id, "note", "early,");
        await engine.Client.RaiseEventAsync(id, "note", "second,");
        await engine.Client.RaiseEventAsync(id, "go", 0);
        await engine.UntilAsync(id, static found => found.SerializedInput == "1");
        await engine.Client.RaiseEventAsync(id, "note", "late,");
        await engine.Client.RaiseEventAsync(id, "note", "later,");

        Assert.Equal(preserve ? "early,second," : "late,later,", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task What_an_older_generation_left_running_does_not_reach_the_next()
    {
        using var gate = new SemaphoreSlim(0);
        var engine = _hub.Open().Orchestrator("Forget", async context =>
        {
            if (context.GetInput<int>() == 0)
            {
                var left = context.CallActivityAsync<string>("Work", "old");
                var timer = context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
                context.ContinueAsNew(1);
                return left.IsCompleted || timer.IsCompleted ? "odd" : "again";
            }

            return await context.CallActivityAsync<string>("Work", "new");
        });
        engine.RegisterActivity("Work", async (call, cancellation) =>
        {
            var input = call.GetInput<string>();
            if (input == "new")
            {
                gate.Release();
                return input;
            }

            await gate.WaitAsync(cancellation);
            return input;
        });
        await engine.StartedAsync();

        Assert.Equal("new", (await engine.RunAsync("Forget", 0)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_parent_waits_for_the_last_generation_of_its_child()
    {
        var engine = await _hub.Open()
            .Orchestrator("Child", context =>
            {
                var left = context.GetInput<int>();
                if (left > 0)
                {
                    context.ContinueAsNew(new ContinueAsNewOptions { NewInput = left - 1, NewVersion = "v" + left });
                }

                return Task.FromResult("last " + context.Version);
            })
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Child", 3))
            .StartedAsync();

        Assert.Equal("last v1", (await engine.RunAsync("Parent")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Tags_and_custom_status_stay()
    {
        var engine = await _hub.Open().Orchestrator("Tagged", context =>
        {
            if (context.GetInput<int>() == 0)
            {
                context.SetCustomStatus(new { at = "first" });
                context.ContinueAsNew(1);
            }

            return Task.FromResult(1);
        }).StartedAsync();

        var end = await engine.RunAsync("Tagged", 0, new StartOrchestrationOptions { Tags = new Dictionary<string, string> { ["a"] = "b" } });

        Assert.Equal("b", end.Tags["a"]);
        Assert.Equal("""{"at":"first"}""", end.SerializedCustomStatus);
    }
}
