using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging;

namespace StandIns.DurableTask.Tests;

public sealed class ReplayTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Guids_and_times_are_the_same_on_every_replay()
    {
        var seen = new List<(Guid, Guid, DateTime)>();
        var engine = await _hub.Open().Activity("Pass", (int number) => number).Orchestrator("Stable", async context =>
        {
            seen.Add((context.NewGuid(), context.NewGuid(), context.CurrentUtcDateTime));
            for (var step = 0; step < 3; step++)
            {
                await context.CallActivityAsync<int>("Pass", step);
            }

            return 0;
        }).StartedAsync();

        await engine.RunAsync("Stable");

        Assert.Equal(4, seen.Count);
        Assert.Single(seen.Distinct());
        Assert.NotEqual(seen[0].Item1, seen[0].Item2);
        Assert.Equal(5, seen[0].Item1.Version);
    }

    [Fact]
    public void A_named_guid_is_the_one_of_the_standard()
    {
        // uuid5(9e952958-5e33-4daf-827f-2fa12937b875, "name") by Python's uuid module.
        Assert.Equal(new Guid(KnownGuid), Microsoft.DurableTask.Turns.NamedGuid.Of("name"));
    }

    private const string KnownGuid = "d04c3f1e-176e-58e3-8b3a-3d753d52788f";

    [Fact]
    public async Task A_replay_safe_logger_writes_each_line_once()
    {
        using var lines = new Lines();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(lines));
        var engine = await _hub.Open(options => options with { LoggerFactory = factory })
            .Activity("Pass", (int number) => number)
            .Orchestrator("Logs", async context =>
            {
                var logger = context.CreateReplaySafeLogger("Test");
                for (var step = 0; step < 3; step++)
                {
                    logger.Log(LogLevel.Information, default, step, null, static (number, _) => $"step {number}");
                    await context.CallActivityAsync<int>("Pass", step);
                }

                return 0;
            }).StartedAsync();

        await engine.RunAsync("Logs");

        Assert.Equal(["step 0", "step 1", "step 2"], lines.Written);
    }

    [Theory]
    [InlineData("renamed", "scheduled an activity task with sequence ID 0 and name 'First', but the current orchestration replay instead")]
    [InlineData("gone", "scheduled an activity task with sequence ID 0 and name 'First', but the current replay execution hasn't (yet?) scheduled")]
    [InlineData("timer", "instead scheduled a timer task with sequence ID 0")]
    [InlineData("more", "which the previous execution of this orchestration had not scheduled")]
    public async Task Code_that_does_not_fit_its_history_fails_the_instance(string change, string text)
    {
        var before = _hub.Open().Activity("First", (object? _) => 1).Orchestrator("Changed", async context =>
        {
            await context.CallActivityAsync("First");
            return await context.WaitForExternalEvent<string>("go");
        });
        await before.StartedAsync();
        var id = await before.Client.ScheduleNewOrchestrationInstanceAsync("Changed");
        await before.UntilAsync(id, _ => before.Client.GetHistory(id).OfType<Microsoft.DurableTask.History.TaskCompleted>().Any());
        await before.StopAsync(CancellationToken.None);
        var after = await _hub.Open().Activity("Second", (object? _) => 2).Orchestrator("Changed", async context =>
        {
            var calls = change switch
            {
                "renamed" => [context.CallActivityAsync("Second")],
                "timer" => [context.CreateTimer(TimeSpan.FromHours(1), CancellationToken.None)],
                "more" => [context.CallActivityAsync("First"), context.CallActivityAsync("Second")],
                _ => Array.Empty<Task>(),
            };
            await Task.WhenAll(calls);
            return await context.WaitForExternalEvent<string>("go");
        }).StartedAsync();

        await after.Client.RaiseEventAsync(id, "go", "on");
        var end = await after.EndOfAsync(id);

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Equal("DurableTask.Core.Exceptions.NonDeterministicOrchestrationException", end.FailureDetails!.ErrorType);
        Assert.StartsWith("Non-Deterministic workflow detected: ", end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains(text, end.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("delay")]
    [InlineData("run")]
    [InlineData("never")]
    [InlineData("elsewhere")]
    public async Task Awaiting_what_is_not_durable_fails_with_advice(string kind)
    {
        // What is awaited must be open still when it is: a task that happens to be done is awaited without a trace.
        using var gate = new ManualResetEventSlim();
        var engine = await _hub.Open().Activity("Pass", (int number) => number).Orchestrator("Illegal", async context =>
        {
            switch (kind)
            {
                case "delay":
                    await Task.Delay(Timeout.InfiniteTimeSpan);
                    break;
                case "run":
                    await Task.Run(() => gate.Wait(CancellationToken.None));
                    break;
                case "never":
                    await new TaskCompletionSource().Task;
                    break;
                default:
                    await Task.Run(() => context.CallActivityAsync<int>("Pass", 1));
                    break;
            }

            return await context.CallActivityAsync<int>("Pass", 1);
        }).StartedAsync();

        var end = await engine.RunAsync("Illegal");
        gate.Set();

        Assert.Equal(OrchestrationRuntimeStatus.Failed, end.RuntimeStatus);
        Assert.Contains("An invalid asynchronous invocation was detected", end.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Continuations_and_yields_stay_on_the_thread_of_the_turn()
    {
        var engine = await _hub.Open().Activity("Pass", (int number) => number).Orchestrator("Legal", async context =>
        {
            var thread = Environment.CurrentManagedThreadId;
            await Task.Yield();
            var same = await Task.Factory.StartNew(() => Environment.CurrentManagedThreadId) == thread;
            var sum = await context.CallActivityAsync<int>("Pass", 20).ContinueWith(static done => done.Result + 1);
            return same ? sum : -1;
        }).StartedAsync();

        Assert.Equal(21, (await engine.RunAsync("Legal")).ReadOutputAs<int>());
    }

    [Fact]
    public async Task Versions_compare_by_number()
    {
        var engine = await _hub.Open(options => options with { DefaultVersion = "1.10" })
            .Orchestrator("Versioned", context => Task.FromResult($"{context.Version} {Math.Sign(context.CompareVersionTo("1.9"))}"))
            .StartedAsync();

        Assert.Equal("1.10 1", (await engine.RunAsync("Versioned")).ReadOutputAs<string>());
        Assert.Equal("1.2 -1", (await engine.RunAsync("Versioned", options: new StartOrchestrationOptions { Version = "1.2" })).ReadOutputAs<string>());
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public List<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => categoryName == "Test" ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
