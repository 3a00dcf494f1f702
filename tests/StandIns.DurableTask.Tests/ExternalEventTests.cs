using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.DurableTask.Tests;

public sealed class ExternalEventTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    public sealed record Answer(string Text, int Number);

    [Fact]
    public async Task Events_wait_for_their_reader_in_order_whatever_the_case_of_their_name()
    {
        var engine = await _hub.Open().Activity("Pass", (int number) => number).Orchestrator("Reader", async context =>
        {
            await context.WaitForExternalEvent<object>("go");
            await context.CallActivityAsync<int>("Pass", 1);
            var first = await context.WaitForExternalEvent<Answer>("answer");
            var second = await context.WaitForExternalEvent<Answer>("ANSWER");
            return first.Text + first.Number + second.Text + second.Number;
        }).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Reader");
        await engine.Client.RaiseEventAsync(id, "Answer", new Answer("a", 1));
        await engine.Client.RaiseEventAsync(id, "answer", new Answer("b", 2));
        await engine.Client.RaiseEventAsync(id, "GO");

        Assert.Equal("a1b2", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_ends_as_cancelled_after_its_time()
    {
        var engine = await _hub.Open().Orchestrator("Impatient", async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<string>("never", TimeSpan.FromMilliseconds(30));
            }
            catch (TaskCanceledException)
            {
                return "gave up, then got " + await context.WaitForExternalEvent<string>("never");
            }
        }).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Impatient");
        await engine.UntilAsync(id, _ => engine.Client.GetHistory(id).Any(static happened => happened is Microsoft.DurableTask.History.TimerFired));
        await engine.Client.RaiseEventAsync(id, "never", "late");

        Assert.Equal("gave up, then got late", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_wait_with_a_timeout_gets_an_event_that_comes_in_time()
    {
        var engine = await _hub.Open()
            .Orchestrator("Patient", context => context.WaitForExternalEvent<int>("soon", TimeSpan.FromHours(1)))
            .StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Patient");
        await engine.Client.RaiseEventAsync(id, "soon", 3);

        Assert.Equal(3, (await engine.EndOfAsync(id)).ReadOutputAs<int>());
    }

    [Fact]
    public async Task An_orchestration_sends_events_to_another()
    {
        var engine = await _hub.Open()
            .Orchestrator("Receiver", context => context.WaitForExternalEvent<string>("note"))
            .Orchestrator("Sender", context =>
            {
                context.SendEvent(context.GetInput<string>()!, "note", "hello");
                return Task.FromResult(0);
            })
            .StartedAsync();
        var receiver = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Receiver");

        await engine.RunAsync("Sender", receiver);

        Assert.Equal("hello", (await engine.EndOfAsync(receiver)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Events_for_nobody_are_dropped()
    {
        var engine = await _hub.Open().Orchestrator("Short", _ => Task.FromResult(1)).StartedAsync();
        await engine.Client.RaiseEventAsync("nobody", "hello");
        var end = await engine.RunAsync("Short");
        await engine.Client.RaiseEventAsync(end.InstanceId, "hello");

        Assert.Null(await engine.Client.GetInstanceAsync("nobody"));
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync(end.InstanceId))!.RuntimeStatus);
    }

    [Fact]
    public async Task A_payload_of_another_shape_fails_the_wait_and_not_the_engine()
    {
        var engine = await _hub.Open().Orchestrator("Typed", context => context.WaitForExternalEvent<int>("number")).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Typed");
        await engine.Client.RaiseEventAsync(id, "number", "not one");

        var end = await engine.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.True(end.FailureDetails!.IsCausedBy<System.Text.Json.JsonException>());
    }
}
