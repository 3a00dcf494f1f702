using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

/// <summary>The W3C context of whoever starts an instance reaches its activities, through generations, children and other engines.</summary>
public sealed class TraceTests : IAsyncDisposable
{
    private const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private readonly TaskHubFolder _folder = new();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_activity_of_another_engine_goes_on_with_the_callers_trace(bool isListened)
    {
        using var listener = Listen(isListened, []);
        var starting = _folder.Open();
        var engine = await StartAsync();
        using var caller = new Activity("caller").SetParentId(Caller).Start();
        caller.TraceStateString = "vendor=1";
        var id = await starting.Client.ScheduleNewOrchestrationInstanceAsync("parent", cancellation: TestContext.Current.CancellationToken);
        caller.Stop();

        var done = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        var seen = done.ReadOutputAs<string[]>()!;
        Assert.Equal(3, seen.Length);
        Assert.All(seen, context => Assert.Equal("0af7651916cd43dd8448eb211c80319c vendor=1", context));
    }

    [Fact]
    public async Task The_engines_spans_hang_below_the_caller()
    {
        var ended = new ConcurrentBag<Activity>();
        using var listener = Listen(true, ended);
        var engine = await StartAsync();
        using var caller = new Activity("caller").SetParentId("00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("child", cancellation: TestContext.Current.CancellationToken);
        caller.Stop();
        await engine.Client.WaitForInstanceCompletionAsync(id, TestContext.Current.CancellationToken);

        var own = ended.Where(span => span.TraceId == caller.TraceId).ToList();
        var created = Assert.Single(own, span => span.OperationName == "create_orchestration:child");
        Assert.Equal(caller.SpanId, created.ParentSpanId);
        var ran = Assert.Single(own, span => span.OperationName == "activity:look");
        Assert.Equal((created.SpanId, id), (ran.ParentSpanId, ran.GetTagItem("durabletask.task.instance_id")));
    }

    [Fact]
    public async Task Without_a_caller_there_is_no_trace()
    {
        var engine = await StartAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("child", cancellation: TestContext.Current.CancellationToken);

        var done = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal("none", done.ReadOutputAs<string>());
    }

    [Fact]
    public async Task A_file_of_the_version_before_is_opened_and_its_calls_run()
    {
        string id;
        await using (var starting = _folder.Open())
        {
            id = await starting.Client.ScheduleNewOrchestrationInstanceAsync("child", cancellation: TestContext.Current.CancellationToken);
        }

        using (var file = new SqliteConnection($"Data Source={_folder.DatabasePath};Pooling=false"))
        {
            file.Open();
            using var command = file.CreateCommand();
            command.CommandText = "ALTER TABLE activities DROP COLUMN trace; PRAGMA user_version = 1";
            command.ExecuteNonQuery();
        }

        var engine = await StartAsync();
        var done = await engine.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true, TestContext.Current.CancellationToken);

        Assert.Equal("none", done.ReadOutputAs<string>());
    }

    public ValueTask DisposeAsync() => _folder.DisposeAsync();

    private static ActivityListener Listen(bool isListened, ConcurrentBag<Activity> ended)
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => isListened && source.Name == "Microsoft.DurableTask",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>A parent that looks, starts over, looks again and calls a child that looks.</summary>
    private async Task<DurableEngine> StartAsync()
    {
        var engine = _folder.Open();
        engine.RegisterActivity("look", (_, _) => Task.FromResult<object?>(
            Activity.Current is { } current ? $"{current.TraceId} {current.TraceStateString}" : "none"));
        engine.RegisterOrchestrator("child", async context => await context.CallActivityAsync<string>("look"));
        engine.RegisterOrchestrator("parent", async context =>
        {
            var before = context.GetInput<string>();
            var own = await context.CallActivityAsync<string>("look");
            if (before is null)
            {
                context.ContinueAsNew(own);
                return null;
            }

            return new[] { before, own, await context.CallSubOrchestratorAsync<string>("child") };
        });
        await engine.StartAsync(TestContext.Current.CancellationToken);
        return engine;
    }
}
