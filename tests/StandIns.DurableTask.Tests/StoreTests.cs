using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.Storage;

namespace StandIns.DurableTask.Tests;

public sealed class StoreTests : IAsyncDisposable
{
    private static readonly DateTime Moment = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_damaged_instance_does_not_hold_up_the_others_and_fails_in_the_end()
    {
        var time = new ManualTime();
        var engine = _hub.Open(options => options with { TimeProvider = time })
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("end"))
            .Orchestrator("Other", _ => Task.FromResult(1));
        await engine.StartedAsync();
        var id = await engine.Client.ScheduleNewOrchestrationInstanceAsync("Wait");
        await engine.UntilAsync(id, static found => found.IsRunning);
        await engine.StopAsync(CancellationToken.None);
        using (var raw = new SqliteConnection($"Data Source={_hub.DatabasePath};Pooling=False"))
        {
            raw.Open();
            using var command = raw.CreateCommand();
            command.CommandText = "UPDATE history SET event = 'torn'";
            command.ExecuteNonQuery();
        }

        var again = await _hub.Open(options => options with { TimeProvider = time })
            .Orchestrator("Wait", context => context.WaitForExternalEvent<int>("end"))
            .Orchestrator("Other", _ => Task.FromResult(1))
            .StartedAsync();
        await again.Client.RaiseEventAsync(id, "end", 1);
        Assert.Equal(1, (await again.RunAsync("Other")).ReadOutputAs<int>());
        var end = again.EndOfAsync(id);
        while (!end.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(end, WorkSignal.WaitAsync(new TaskCompletionSource().Task, TimeSpan.FromMilliseconds(20), CancellationToken.None));
        }

        Assert.Equal(OrchestrationRuntimeStatus.Failed, (await end).RuntimeStatus);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_in_words()
    {
        using (var raw = new SqliteStore(_hub.DatabasePath, "Tests", TimeProvider.System))
        {
            Assert.Null(raw.Read(static transaction => transaction.FindInstance("none")));
        }

        using (var connection = new StoreConnection(_hub.DatabasePath))
        {
            connection.Execute("PRAGMA user_version = 99");
        }

        var error = Assert.Throws<InvalidOperationException>(() => _hub.Open());
        Assert.Contains("newer version", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_transaction_that_throws_leaves_nothing()
    {
        using var store = new SqliteStore(_hub.DatabasePath, "Tests", TimeProvider.System);
        var start = new Microsoft.DurableTask.History.ExecutionStarted(Moment, "Any", null, null, null, null);

        Assert.Throws<InvalidDataException>(() => store.WriteAndTell(transaction =>
        {
            transaction.PutInstance(InstanceRow.New("half", start, DateTimeOffset.UtcNow));
            throw new InvalidDataException("stop");
        }));

        Assert.Null(store.Read(static transaction => transaction.FindInstance("half")));
    }

    [Fact]
    public void A_lease_is_held_by_one_until_it_lapses_and_an_old_token_changes_nothing()
    {
        var time = new ManualTime();
        using var store = new SqliteStore(_hub.DatabasePath, "Tests", time);
        store.WriteAndTell(transaction => transaction.AddActivity("any", "execution", new(Moment, 0, "Work", null, null)));
        var lease = TimeSpan.FromSeconds(30);

        var first = store.Write(transaction => transaction.ClaimActivity("a", lease))!;
        Assert.Null(store.Write(transaction => transaction.ClaimActivity("b", lease)));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Contains(first.Token, store.Write(transaction => transaction.RenewLeases("a", lease)));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(store.Write(transaction => transaction.ClaimActivity("b", lease)));
        time.Advance(TimeSpan.FromSeconds(11));
        var second = store.Write(transaction => transaction.ClaimActivity("b", lease))!;

        Assert.Equal(2, second.Deliveries);
        Assert.False(store.Write(transaction => transaction.ReleaseActivity(first)));
        Assert.False(store.Write(transaction => transaction.CompleteActivity(first, new Microsoft.DurableTask.History.TaskCompleted(Moment, 0, null))));
        Assert.True(store.Write(transaction => transaction.CompleteActivity(second, new Microsoft.DurableTask.History.TaskCompleted(Moment, 0, null))));
    }

    [Fact]
    public void A_process_that_lives_is_not_taken_for_dead()
    {
        var owner = ProcessIdentity.NewOwner();
        var parts = owner.Split('|');

        Assert.False(ProcessIdentity.IsDead(owner));
        Assert.False(ProcessIdentity.IsDead("elsewhere|1|1|x"));
        Assert.True(ProcessIdentity.IsDead($"{parts[0]}|{parts[1]}|1|x"));
        Assert.True(ProcessIdentity.IsDead($"{parts[0]}|{int.MaxValue}|{parts[2]}|x"));
    }
}
