using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace StandIns.DurableTask.Tests;

public sealed class CrashTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();
    private readonly ManualTime _time = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_killed_process_loses_no_finished_activity_and_its_running_one_runs_again_elsewhere()
    {
        var client = _hub.Open().Client;
        await client.ScheduleNewOrchestrationInstanceAsync("Steps", new StartOrchestrationOptions("steps"));
        using var worker = WorkerProcess.Start(_hub.DatabasePath);
        Assert.Equal("step 1", await worker.HearAsync());
        Assert.Equal("step 2", await worker.HearAsync());
        worker.Kill();

        var engine = await WorkerProcess.Register(_hub.Open(), hangs: false).StartedAsync();

        Assert.Equal("1:there:1,2:here:2,3:here:1", (await engine.EndOfAsync("steps")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_host_killed_again_and_again_finishes_in_the_end_and_runs_little_twice()
    {
        var engine = _hub.Open();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Rounds", new StartOrchestrationOptions("rounds"));
        foreach (var lines in new[] { 3, 11, 17 })
        {
            using var doomed = WorkerProcess.Start(_hub.DatabasePath);
            for (var line = 0; line < lines; line++)
            {
                await doomed.HearAsync();
                await doomed.AllowAsync();
            }

            doomed.Kill();
        }

        using var last = WorkerProcess.Start(_hub.DatabasePath);
        last.AllowAll();
        var deliveries = (await engine.EndOfAsync("rounds")).ReadOutputAs<int[]>()!;

        Assert.Equal(WorkerProcess.Rounds * WorkerProcess.Width, deliveries.Length);
        Assert.InRange(deliveries.Sum() - deliveries.Length, 0, 3 * WorkerProcess.Width);
    }

    [Fact]
    public async Task Work_of_an_engine_that_is_gone_is_taken_over_when_its_lease_lapses()
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var gone = await Slow("first", started, gate.Task).StartedAsync();
        var id = await gone.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await gone.DisposeAsync();

        var other = await Slow("second", new TaskCompletionSource(), Task.CompletedTask).StartedAsync();
        Assert.True((await other.Client.GetInstanceAsync(id))!.IsRunning);
        _time.Advance(TimeSpan.FromHours(2));
        var end = await other.EndOfAsync(id);
        gate.SetResult();

        Assert.Equal("second", end.ReadOutputAs<string>());
        Assert.Single(other.Client.GetHistory(id).OfType<TaskCompleted>());
    }

    [Fact]
    public async Task An_engine_does_not_take_over_from_itself_when_the_clock_leaps()
    {
        var started = new TaskCompletionSource();
        var gate = new TaskCompletionSource();
        var engine = await Slow("only", started, gate.Task, slots: 4).StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));

        _time.Advance(TimeSpan.FromDays(1));
        await engine.RunAsync("Short");
        gate.SetResult();

        // A second run of the activity would fail: it may say only once that it started.
        Assert.Equal("only", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_running_activity_keeps_its_lease_and_hears_when_it_is_lost()
    {
        var started = new TaskCompletionSource();
        var engine = _hub.Open(options => options with { LeaseDuration = TimeSpan.FromMilliseconds(300) })
            .Orchestrator("Work", context => context.CallActivityAsync<string>("Long"));
        var deliveries = new List<int>();
        engine.RegisterActivity("Long", async (call, cancellation) =>
        {
            deliveries.Add(call.DeliveryCount);
            if (deliveries.Count == 1)
            {
                started.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            }

            return "second time";
        });
        await engine.StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));

        using (var store = new SqliteStore(_hub.DatabasePath, "Tests", TimeProvider.System))
        {
            store.WriteAndTell(static transaction =>
            {
                foreach (var owner in transaction.LeaseOwners())
                {
                    transaction.FreeLeasesOf(owner);
                }
            });
        }

        Assert.Equal("second time", (await engine.EndOfAsync(id)).ReadOutputAs<string>());
        Assert.Equal([1, 2], deliveries);
    }

    [Fact]
    public async Task An_activity_interrupted_by_the_stop_of_its_host_runs_again_and_does_not_fail()
    {
        var started = new TaskCompletionSource();
        var first = _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<string>("Long"));
        first.RegisterActivity("Long", async (_, cancellation) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return "never";
        });
        await first.StartedAsync();
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await first.StopAsync(CancellationToken.None);
        Assert.Equal(OrchestrationRuntimeStatus.Running, (await first.Client.GetInstanceAsync(id))!.RuntimeStatus);

        var second = _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<string>("Long"));
        second.RegisterActivity("Long", (call, _) => Task.FromResult<object?>("delivery " + call.DeliveryCount));
        await second.StartedAsync();

        Assert.Equal("delivery 1", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task An_activity_that_hears_of_the_stop_before_the_engine_does_runs_again_too()
    {
        using var host = new CancellationTokenSource();
        var started = new TaskCompletionSource();
        var first = _hub.Open(options => options with { HostStopping = host.Token }).Orchestrator("Work", context => context.CallActivityAsync<string>("Long"));
        first.RegisterActivity("Long", async (_, _) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, host.Token);
            return "never";
        });
        await first.StartedAsync();
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await host.CancelAsync();
        await first.StopAsync(CancellationToken.None);

        Assert.Equal(OrchestrationRuntimeStatus.Running, (await first.Client.GetInstanceAsync(id))!.RuntimeStatus);
        Assert.Empty(first.Client.GetHistory(id).OfType<TaskFailed>());
    }

    [Fact]
    public async Task An_activity_that_returns_while_its_host_stops_has_its_result_kept()
    {
        var started = new TaskCompletionSource();
        var first = _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<string>("Preempted"));
        first.RegisterActivity("Preempted", async (_, cancellation) =>
        {
            started.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ContinueWith(static _ => { }, TaskScheduler.Default);
            return "stopped with a checkpoint";
        });
        await first.StartedAsync();
        var id = await first.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await first.StopAsync(CancellationToken.None);

        var second = await _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<string>("Preempted")).StartedAsync();

        Assert.Equal("stopped with a checkpoint", (await second.EndOfAsync(id)).ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_stop_that_may_not_wait_ends_and_leaves_the_work_to_others()
    {
        using var gate = new ManualResetEventSlim();
        var started = new TaskCompletionSource();
        var engine = _hub.Open().Orchestrator("Work", context => context.CallActivityAsync<string>("Stubborn"));
        engine.RegisterActivity("Stubborn", (_, _) =>
        {
            started.TrySetResult();
            gate.Wait(CancellationToken.None);
            return Task.FromResult<object?>("late");
        });
        await engine.StartedAsync();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Work");
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));

        await engine.StopAsync(new CancellationToken(canceled: true)).WaitAsync(TimeSpan.FromSeconds(30));
        gate.Set();
    }

    [Fact]
    public async Task Two_engines_share_one_file_and_no_activity_runs_twice()
    {
        var runs = new System.Collections.Concurrent.ConcurrentBag<(string Engine, int Number)>();
        using var both = new Barrier(2);
        var one = await Sharing("one", runs, both).StartedAsync();
        await Sharing("two", runs, both).StartedAsync();

        var end = await one.RunAsync("Many");

        Assert.Equal(40, end.ReadOutputAs<int>());
        Assert.Equal(Enumerable.Range(0, 40), runs.Select(static run => run.Number).Order());
        Assert.Equal(2, runs.Select(static run => run.Engine).Distinct().Count());
    }

    private DurableEngine Sharing(string name, System.Collections.Concurrent.ConcurrentBag<(string Engine, int Number)> runs, Barrier both)
    {
        var engine = _hub.Open(options => options with { MaxConcurrentActivities = 1 }).Orchestrator("Many", async context =>
            (await Task.WhenAll(Enumerable.Range(0, 40).Select(number => context.CallActivityAsync<int>("One", number)))).Length);
        engine.RegisterActivity("One", (call, cancellation) =>
        {
            // Two by two: neither engine can do it all alone.
            both.SignalAndWait(cancellation);
            runs.Add((name, call.GetInput<int>()));
            return Task.FromResult<object?>(1);
        });
        return engine;
    }

    private DurableEngine Slow(string answer, TaskCompletionSource started, Task gate, int slots = 1)
    {
        var engine = _hub.Open(options => options with { TimeProvider = _time, LeaseDuration = TimeSpan.FromHours(1), MaxConcurrentActivities = slots })
            .Orchestrator("Short", _ => Task.FromResult(1))
            .Orchestrator("Work", context => context.CallActivityAsync<string>("Slow"));
        engine.RegisterActivity("Slow", async (_, _) =>
        {
            started.SetResult();
            await gate;
            return answer;
        });
        return engine;
    }
}
