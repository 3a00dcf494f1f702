using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;

namespace StandIns.DurableTask.Tests;

public sealed class LifecycleTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_suspended_instance_keeps_its_events_for_later()
    {
        var engine = await Waiting();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.UntilAsync(id, static found => found.IsRunning);

        await engine.Client.SuspendInstanceAsync(id, "lunch");
        await engine.UntilAsync(id, static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.RaiseEventAsync(id, "end", "kept");
        await engine.RunAsync("Other");
        Assert.Empty(engine.Client.GetHistory(id).OfType<EventRaised>());

        await engine.Client.ResumeInstanceAsync(id);
        Assert.Equal("kept", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_can_be_suspended_before_it_starts()
    {
        var engine = await (await Waiting(start: false)).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", new StartOrchestrationOptions(StartAt: DateTimeOffset.UtcNow.AddHours(1)));
        await engine.Client.SuspendInstanceAsync(id);
        await engine.UntilAsync(id, static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Suspended);
        await engine.Client.ResumeInstanceAsync(id);

        await engine.UntilAsync(id, static found => found.RuntimeStatus == OrchestrationRuntimeStatus.Pending);
    }

    [Fact]
    public async Task A_terminated_instance_ends_with_the_given_output_and_its_running_activity_goes_on()
    {
        using var gate = new SemaphoreSlim(0);
        var finished = new TaskCompletionSource();
        var engine = _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<int>("Long"));
        engine.RegisterActivity("Long", async (_, cancellation) =>
        {
            gate.Release();
            await gate.WaitAsync(cancellation);
            finished.SetResult();
            return 1;
        });
        await engine.StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await gate.WaitAsync(TestContext.Current.CancellationToken);

        await engine.Client.TerminateInstanceAsync(id, new { reason = "enough" });
        var end = await engine.EndOfAsync(id);
        gate.Release();
        await finished.Task.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(OrchestrationRuntimeStatus.Terminated, end.RuntimeStatus);
        Assert.Equal("""{"reason":"enough"}""", end.SerializedOutput);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Terminating_reaches_children_only_when_recursive(bool recursive)
    {
        var engine = (await Waiting(start: false))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Wait", new TaskOptions().WithInstanceId("child")));
        await engine.StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Parent");
        await engine.UntilAsync("child", static found => found.IsRunning);

        await engine.Client.TerminateInstanceAsync(id, new TerminateInstanceOptions(Recursive: recursive));
        await engine.EndOfAsync(id);
        await engine.Client.RaiseEventAsync("child", "end", "by itself");

        var child = await engine.EndOfAsync("child");
        Assert.Equal(recursive ? OrchestrationRuntimeStatus.Terminated : OrchestrationRuntimeStatus.Completed, child.RuntimeStatus);
    }

    [Fact]
    public async Task Only_ended_instances_are_purged()
    {
        var engine = await Waiting();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.UntilAsync(id, static found => found.IsRunning);

        Assert.Equal(0, (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);
        await engine.Client.RaiseEventAsync(id, "end", "now");
        await engine.EndOfAsync(id);
        Assert.Equal(1, (await engine.Client.PurgeInstanceAsync(id)).PurgedInstanceCount);

        Assert.Null(await engine.Client.GetInstanceAsync(id));
        Assert.Empty(engine.Client.GetHistory(id));
    }

    [Fact]
    public async Task A_purge_takes_children_along_when_recursive_and_goes_by_status()
    {
        var engine = (await Waiting(start: false))
            .Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>("Other", new TaskOptions().WithInstanceId("child")))
            .Orchestrator<int>("Bad", _ => throw new InvalidDataException("bad"));
        await engine.StartedAsync();
        var parent = await engine.RunAsync("Parent");
        var bad = await engine.RunAsync("Bad");

        var failed = await engine.Client.PurgeInstancesAsync(null, null, [OrchestrationRuntimeStatus.Failed]);
        var both = await engine.Client.PurgeInstanceAsync(parent.InstanceId, new PurgeInstanceOptions(Recursive: true));

        Assert.Equal((1, true), (failed.PurgedInstanceCount, failed.IsComplete));
        Assert.Null(await engine.Client.GetInstanceAsync(bad.InstanceId));
        Assert.Equal(2, both.PurgedInstanceCount);
        Assert.Null(await engine.Client.GetInstanceAsync("child"));
    }

    [Fact]
    public async Task An_ended_instance_restarts_with_its_input()
    {
        var runs = 0;
        var engine = await _hub.Open().Orchestrator("Again", context => Task.FromResult($"{context.GetInput<string>()} {++runs}")).StartedAsync();
        var first = await engine.RunAsync("Again", "in");

        var same = await engine.Client.RestartAsync(first.InstanceId);
        Assert.Equal("in 2", (await engine.EndOfAsync(same)).ReadOutputAs<string>());
        var other = await engine.Client.RestartAsync(first.InstanceId, restartWithNewInstanceId: true);
        Assert.Equal("in 3", (await engine.EndOfAsync(other)).ReadOutputAs<string>());

        Assert.Equal(first.InstanceId, same);
        Assert.NotEqual(first.InstanceId, other);
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RestartAsync("unknown"));
    }

    [Fact]
    public async Task A_rewound_instance_makes_its_failed_calls_again_and_no_others()
    {
        var broken = true;
        var good = 0;
        var engine = _hub.Open()
            .Activity("Good", (object? _) => ++good)
            .Orchestrator("Child", context => context.CallActivityAsync<string>("Bad"))
            .Orchestrator("Parent", async context =>
            {
                var first = await context.CallActivityAsync<int>("Good");
                return first + await context.CallSubOrchestratorAsync<string>("Child");
            });
        engine.RegisterActivity("Bad", (_, _) => Volatile.Read(ref broken) ? throw new IOException("disk") : Task.FromResult<object?>("mended"));
        await engine.StartedAsync();
        var failed = await engine.RunAsync("Parent");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, failed.RuntimeStatus);

        Volatile.Write(ref broken, false);
        await engine.Client.RewindInstanceAsync(failed.InstanceId, "disk is back");

        Assert.Equal("1mended", (await engine.EndOfAsync(failed.InstanceId)).ReadOutputAs<string>());
        Assert.Equal(1, good);
    }

    [Fact]
    public async Task A_running_instance_keeps_its_id_and_an_ended_one_gives_it_up()
    {
        var engine = await Waiting();
        var options = new StartOrchestrationOptions("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
        Assert.Contains("already exists", refused.Message, StringComparison.Ordinal);
        await engine.Client.RaiseEventAsync("one", "end", "first");
        await engine.EndOfAsync("one");
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);
        await engine.Client.RaiseEventAsync("one", "end", "second");

        Assert.Equal("second", (await engine.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Dedupe_statuses_say_which_instances_stay()
    {
        var engine = await Waiting();
        var options = new StartOrchestrationOptions("one").WithDedupeStatuses(OrchestrationRuntimeStatus.Completed);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options);
        await engine.Client.RaiseEventAsync("one", "end", "second");
        await engine.EndOfAsync("one");

        await Assert.ThrowsAnyAsync<Exception>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait", options));
        Assert.Equal("second", (await engine.EndOfAsync("one")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Waiting_for_an_unknown_instance_says_so()
    {
        var engine = await Waiting();

        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.WaitForInstanceCompletionAsync("unknown"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.Client.WaitForInstanceStartAsync("unknown"));
    }

    private async Task<DurableEngine> Waiting(bool start = true)
    {
        var engine = _hub.Open()
            .Orchestrator("Wait", context => context.WaitForExternalEvent<string>("end"))
            .Orchestrator("Other", _ => Task.FromResult("other"));
        return start ? await engine.StartedAsync() : engine;
    }
}
