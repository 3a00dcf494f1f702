using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.History;

namespace StandIns.DurableTask.Tests;

public sealed class TimerTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();
    private readonly ManualTime _time = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_timer_fires_when_its_time_has_come_and_not_before()
    {
        var engine = await _hub.Open(options => options with { TimeProvider = _time }).Orchestrator("Sleep", async context =>
        {
            var from = context.CurrentUtcDateTime;
            context.SetCustomStatus("asleep");
            await context.CreateTimer(TimeSpan.FromDays(30), CancellationToken.None);
            return (context.CurrentUtcDateTime - from).TotalDays;
        }).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Sleep");
        await engine.UntilAsync(id, static found => found.SerializedCustomStatus is not null);

        _time.Advance(TimeSpan.FromDays(29));
        await engine.Client.RaiseEventAsync(id, "look around");
        await engine.UntilAsync(id, _ => engine.Client.GetHistory(id).OfType<EventRaised>().Any());
        Assert.Empty(engine.Client.GetHistory(id).OfType<TimerFired>());

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(30, (await engine.EndOfAsync(id)).ReadOutputAs<double>());
    }

    [Fact]
    public async Task A_cancelled_timer_ends_as_cancelled_and_leaves_nothing_behind()
    {
        var engine = await _hub.Open().Orchestrator("Cancel", async context =>
        {
            using var source = new CancellationTokenSource();
            var timer = context.CreateTimer(TimeSpan.FromHours(1), source.Token);
            source.Cancel();
            try
            {
                await timer;
                return "fired";
            }
            catch (OperationCanceledException)
            {
                await context.CreateTimer(TimeSpan.Zero, CancellationToken.None);
                return "cancelled";
            }
        }).StartedAsync();

        Assert.Equal("cancelled", (await engine.RunAsync("Cancel")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Work_raced_with_a_timer_wins_when_it_is_first()
    {
        var engine = await _hub.Open().Activity("Quick", (object? _) => "done").Orchestrator("Watchdog", async context =>
        {
            using var source = new CancellationTokenSource();
            var work = context.CallActivityAsync<string>("Quick");
            var timer = context.CreateTimer(TimeSpan.FromHours(1), source.Token);
            var first = await Task.WhenAny(work, timer);
            source.Cancel();
            return first == work ? await work : "timeout";
        }).StartedAsync();

        Assert.Equal("done", (await engine.RunAsync("Watchdog")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_instance_starts_no_earlier_than_asked_for()
    {
        var engine = await _hub.Open(options => options with { TimeProvider = _time })
            .Orchestrator("Later", async context =>
            {
                var early = await context.WaitForExternalEvent<int>("early");
                return $"{context.CurrentUtcDateTime:yyyy-MM-dd} {early}";
            }).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync(
            "Later", new StartOrchestrationOptions("later", _time.GetUtcNow().AddDays(2)));
        await engine.Client.RaiseEventAsync(id, "early", 7);
        await engine.UntilAsync(id, _ => engine.Client.GetHistory(id).OfType<EventRaised>().Any());
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await engine.Client.GetInstanceAsync(id))!.RuntimeStatus);

        _time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("2026-01-03 7", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }
}
