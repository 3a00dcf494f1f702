using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;

namespace StandIns.DurableTask.Tests;

public sealed class RetryTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();
    private int _calls;

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_policy_tries_again_with_growing_pauses_until_it_works()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromMilliseconds(10), backoffCoefficient: 2, maxRetryInterval: TimeSpan.FromMilliseconds(30));
        var engine = await Flaky(failures: 3, TaskOptions.FromRetryPolicy(policy));

        var end = await engine.RunAsync("Retry");

        Assert.Equal("worked at 4", end.ReadOutputAs<string>());
        var history = engine.Client.GetHistory(end.InstanceId);
        Assert.Equal(
            [10, 20, 30],
            history.OfType<TimerCreated>().Select(static timer => (timer.FireAt - timer.Timestamp).TotalMilliseconds));
    }

    [Fact]
    public async Task A_policy_gives_up_after_its_attempts()
    {
        var engine = await Flaky(failures: 9, TaskOptions.FromRetryPolicy(new RetryPolicy(3, TimeSpan.FromMilliseconds(1))));

        var end = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(3, _calls);
    }

    [Fact]
    public async Task A_policy_gives_up_on_failures_it_does_not_handle()
    {
        var policy = new RetryPolicy(3, TimeSpan.FromMilliseconds(1)) { HandleFailure = static failure => failure.IsCausedBy<TimeoutException>() };
        var engine = await Flaky(failures: 9, TaskOptions.FromRetryPolicy(policy));

        await engine.RunAsync("Retry");

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task A_policy_gives_up_after_its_time()
    {
        var policy = new RetryPolicy(100, TimeSpan.FromMilliseconds(40), retryTimeout: TimeSpan.FromMilliseconds(40));
        var engine = await Flaky(failures: 99, TaskOptions.FromRetryPolicy(policy));

        await engine.RunAsync("Retry");

        Assert.InRange(_calls, 1, 2);
    }

    [Fact]
    public async Task A_handler_decides_from_what_happened()
    {
        var seen = new List<string>();
        var engine = await Flaky(failures: 9, TaskOptions.FromRetryHandler(async context =>
        {
            if (!context.OrchestrationContext.IsReplaying)
            {
                seen.Add(context.LastAttemptNumber + context.LastFailure.ErrorMessage);
            }

            await context.OrchestrationContext.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
            return context.LastAttemptNumber < 3;
        }));

        var end = await engine.RunAsync("Retry");

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal(["1not yet", "2not yet", "3not yet"], seen);
    }

    [Fact]
    public async Task A_sub_orchestration_is_tried_again_under_its_own_id()
    {
        var engine = (await Flaky(failures: 1, new TaskOptions())).Orchestrator("Parent", context => context.CallSubOrchestratorAsync<string>(
            "Retry", new SubOrchestrationOptions(new RetryPolicy(2, TimeSpan.FromMilliseconds(1)), "child")));

        var end = await engine.RunAsync("Parent");

        Assert.Equal("worked at 2", end.ReadOutputAs<string>());
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.Client.GetInstanceAsync("child"))!.RuntimeStatus);
    }

    [Theory]
    [InlineData(0, 1, 1.0)]
    [InlineData(1, 0, 1.0)]
    [InlineData(1, 1, 0.5)]
    public void A_policy_out_of_range_is_refused(int attempts, int milliseconds, double coefficient) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RetryPolicy(attempts, TimeSpan.FromMilliseconds(milliseconds), coefficient));

    private async Task<DurableEngine> Flaky(int failures, TaskOptions options)
    {
        var engine = _hub.Open().Orchestrator("Retry", context => context.CallActivityAsync<string>("Flaky", options));
        engine.RegisterActivity("Flaky", (_, _) => Interlocked.Increment(ref _calls) <= failures
            ? throw new InvalidDataException("not yet")
            : Task.FromResult<object?>($"worked at {_calls}"));
        return await engine.StartedAsync();
    }
}
