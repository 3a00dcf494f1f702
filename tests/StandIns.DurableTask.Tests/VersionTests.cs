using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Storage;

namespace StandIns.DurableTask.Tests;

/// <summary>Engines of different versions on one file: an instance runs under its own version or a newer one, its activities too.</summary>
public sealed class VersionTests : IAsyncDisposable
{
    private readonly TaskHubFolder _folder = new();

    [Fact]
    public async Task What_a_newer_host_started_is_left_to_it_and_what_an_older_one_started_is_taken()
    {
        var older = await StartAsync("1.9", VersionMatch.CurrentOrOlder);
        var client = _folder.Open(Options("1.10", VersionMatch.CurrentOrOlder));
        var newer = await client.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);

        // The older host has looked for work many times by the time that it has done this one.
        var old = await older.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("1.9 1.9", await OutputAsync(older, old));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await older.Client.GetInstanceAsync(newer, TestContext.Current.CancellationToken))!.RuntimeStatus);

        var updated = await StartAsync("1.10", VersionMatch.CurrentOrOlder);
        Assert.Equal("1.10 1.10", await OutputAsync(updated, newer));
        await older.StopAsync(TestContext.Current.CancellationToken);
        var last = await older.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("1.10 1.9", await OutputAsync(updated, last));
    }

    [Fact]
    public async Task An_activity_of_a_newer_instance_is_not_run_by_an_older_host()
    {
        var turns = await StartAsync("2.0", VersionMatch.CurrentOrOlder, activities: false);
        var older = await StartAsync("1.0", VersionMatch.CurrentOrOlder);
        var id = await turns.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        var own = await older.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("1.0 1.0", await OutputAsync(older, own));

        var newer = await StartAsync("2.1", VersionMatch.CurrentOrOlder);

        Assert.Equal("2.1 2.0", await OutputAsync(newer, id));
    }

    [Fact]
    public async Task A_strict_host_takes_its_own_version_only_and_a_failing_one_says_why()
    {
        var client = _folder.Open(Options("1.0", VersionMatch.None));
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        var strict = await StartAsync("1.1", VersionMatch.Strict);
        var own = await strict.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        Assert.Equal("1.1 1.1", await OutputAsync(strict, own));
        Assert.Equal(OrchestrationRuntimeStatus.Pending, (await strict.Client.GetInstanceAsync(id, TestContext.Current.CancellationToken))!.RuntimeStatus);

        var failing = await StartAsync("0.9", VersionMatch.CurrentOrOlder, fails: true);
        var failed = await failing.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal((OrchestrationRuntimeStatus.Failed, "VersionMismatch"), (failed.RuntimeStatus, failed.FailureDetails!.ErrorType));
        Assert.Contains("'1.0'", failed.FailureDetails.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_instance_without_a_version_runs_anywhere_older_or_current()
    {
        var client = _folder.Open(Options(null, VersionMatch.None));
        var id = await client.Client.ScheduleNewOrchestrationInstanceAsync("who", cancellation: TestContext.Current.CancellationToken);
        var engine = await StartAsync("1.0", VersionMatch.CurrentOrOlder);

        Assert.Equal("1.0 ", await OutputAsync(engine, id));
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static async Task<string> OutputAsync(DurableEngine engine, string id) =>
        (await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken)).ReadOutputAs<string>()!;

    private static Func<DurableEngineOptions, DurableEngineOptions> Options(string? version, VersionMatch match, bool fails = false) =>
        options => options with { DefaultVersion = version, VersionMatch = match, FailsOnVersionMismatch = fails };

    /// <summary>An engine whose activity says which engine ran it, and which version the instance has.</summary>
    private async Task<DurableEngine> StartAsync(string version, VersionMatch match, bool fails = false, bool activities = true)
    {
        var engine = _folder.Open(Options(version, match, fails));
        engine.RegisterOrchestrator("who", async context => await context.CallActivityAsync<string>("who"));
        if (activities)
        {
            engine.RegisterActivity("who", (call, _) => Task.FromResult<object?>($"{version} {call.Version}"));
        }

        await engine.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }
}
