using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.DurableTask.Tests;

public sealed class ActivityTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Activities_in_sequence_hand_on_their_results()
    {
        var engine = await _hub.Open()
            .Activity("Double", (int number) => number * 2)
            .Orchestrator("Sequence", async context =>
            {
                var number = context.GetInput<int>();
                for (var step = 0; step < 3; step++)
                {
                    number = await context.CallActivityAsync<int>("double", number);
                }

                return number;
            })
            .StartedAsync();

        var end = await engine.RunAsync("sequence", 5);

        Assert.Equal(OrchestrationRuntimeStatus.Completed, end.RuntimeStatus);
        Assert.Equal(40, end.ReadOutputAs<int>());
        Assert.Equal(5, end.ReadInputAs<int>());
    }

    [Fact]
    public async Task A_thousand_activities_fan_out_and_in()
    {
        var engine = await _hub.Open()
            .Activity("Square", (int number) => number * number)
            .Orchestrator("FanOut", async context =>
            {
                var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(number => context.CallActivityAsync<int>("Square", number)));
                return results.Sum(static value => (long)value);
            })
            .StartedAsync();

        var end = await engine.RunAsync("FanOut");

        Assert.Equal(332833500L, end.ReadOutputAs<long>());
    }

    [Fact]
    public async Task The_first_of_several_is_known_to_WhenAny()
    {
        using var gate = new SemaphoreSlim(0);
        var engine = _hub.Open().Orchestrator("Race", async context =>
        {
            var slow = context.CallActivityAsync<string>("Slow");
            var fast = context.CallActivityAsync<string>("Fast");
            var first = await Task.WhenAny(slow, fast);
            context.SetCustomStatus("one is there");
            return await first + "," + string.Join('+', await Task.WhenAll(slow, fast));
        });
        engine.RegisterActivity("Slow", async (_, cancellation) =>
        {
            await gate.WaitAsync(cancellation);
            return "slow";
        });
        engine.Activity("Fast", (object? _) => "fast");
        await engine.StartedAsync();

        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Race");
        await engine.UntilAsync(id, static found => found.SerializedCustomStatus is not null);
        gate.Release();

        Assert.Equal("fast,slow+fast", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_failure_reaches_the_orchestrator_with_its_type()
    {
        var engine = _hub.Open().Orchestrator("Catch", async context =>
        {
            try
            {
                await context.CallActivityAsync("Break");
                return "not thrown";
            }
            catch (TaskFailedException error)
            {
                return $"{error.TaskName} {error.TaskId} {error.FailureDetails.ErrorMessage} {error.FailureDetails.IsCausedBy<ArgumentException>()}"
                    + $" {error.FailureDetails.IsCausedBy<InvalidOperationException>()} {error.FailureDetails.InnerFailure?.ErrorType}";
            }
        });
        engine.RegisterActivity("Break", (_, _) => throw new ArgumentOutOfRangeException("no such thing", new FormatException("inner")));
        await engine.StartedAsync();

        var end = await engine.RunAsync("Catch");

        Assert.Equal("Break 0 no such thing True False System.FormatException", end.ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_unhandled_failure_fails_the_instance()
    {
        var engine = _hub.Open().Orchestrator("Fails", async context => await context.CallActivityAsync<int>("Break"));
        engine.RegisterActivity("Break", (_, _) => throw new FormatException("bad digit"));
        await engine.StartedAsync();

        var end = await engine.RunAsync("Fails");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("Microsoft.DurableTask.TaskFailedException", end.FailureDetails!.ErrorType);
        Assert.Equal("Task 'Break' (#0) failed with an unhandled exception: bad digit", end.FailureDetails.ErrorMessage);
        Assert.True(end.FailureDetails.InnerFailure!.IsCausedBy<FormatException>());
    }

    [Fact]
    public async Task Unknown_names_fail_in_words()
    {
        var engine = await _hub.Open()
            .Activity("Other", (int number) => number)
            .Orchestrator("Calls", async context => await context.CallActivityAsync<int>("Missing"))
            .StartedAsync();

        var called = await engine.RunAsync("Calls");
        var started = await engine.RunAsync("Nowhere");

        Assert.Contains("No activity task named 'Missing' was found.", called.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal("OrchestratorTaskNotFound", started.FailureDetails!.ErrorType);
    }

    [Fact]
    public async Task No_more_activities_run_at_once_than_allowed()
    {
        var running = 0;
        var most = 0;
        using var both = new Barrier(2);
        var engine = _hub.Open(options => options with { MaxConcurrentActivities = 2 }).Orchestrator("Many", async context =>
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => context.CallActivityAsync("Count")));
            return 0;
        });
        engine.RegisterActivity("Count", (_, cancellation) =>
        {
            InterlockedMax(ref most, Interlocked.Increment(ref running));
            both.SignalAndWait(cancellation);
            Interlocked.Decrement(ref running);
            return Task.FromResult<object?>(null);
        });
        await engine.StartedAsync();

        await engine.RunAsync("Many");

        Assert.Equal(2, most);
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
