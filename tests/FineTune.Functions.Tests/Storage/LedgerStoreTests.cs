using System.Collections.Immutable;
using FineTune.Functions.Storage;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class LedgerStoreTests(Azurite azurite)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_writers_lose_nothing_and_write_nothing_twice()
    {
        var (containers, id) = await NewAsync();
        const int Writers = 4;
        const int Decisions = 12;

        // Every writer decides all the same sequence numbers; each number may be decided once only.
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var store = new LedgerStore(containers, TimeProvider.System);
            for (var i = 0; i < Decisions; i++)
            {
                await store.AppendAsync(id, [new PlanMade(i, new Wait($"writer {writer}"))], _cancellation);
                await store.AppendAsync(id, [new EpochReported(writer, 0, 0, i, i, 0.5, ImmutableSortedDictionary<string, double>.Empty)], _cancellation);
            }
        }));

        var ledger = await new LedgerStore(containers, TimeProvider.System).ReadAsync(id, _cancellation);
        Assert.Equal(Decisions * (Writers + 1), ledger!.Events.Count);
        Assert.Equal(ledger.Events.Count, ledger.Events.Select(entry => entry.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_repeated_append_changes_nothing()
    {
        var (containers, id) = await NewAsync();
        var store = new LedgerStore(containers, TimeProvider.System);
        var first = await store.AppendAsync(id, [new StudyStopRequested("a")], _cancellation);

        var second = await new LedgerStore(containers, TimeProvider.System).AppendAsync(id, [new StudyStopRequested("b")], _cancellation);

        Assert.Equal(first.Length, second.Length);
        Assert.Equal("a", second.State.StopRequested!.Reason);
    }

    [Fact]
    public async Task A_decision_is_made_anew_when_another_writer_was_quicker()
    {
        var (containers, id) = await NewAsync();
        var store = new LedgerStore(containers, TimeProvider.System);
        var other = new LedgerStore(containers, TimeProvider.System);
        var asked = 0;

        var ledger = await store.UpdateAsync(id, state =>
        {
            if (asked++ == 0)
            {
                other.AppendAsync(id, [new StudyStopRequested("enough")], _cancellation).GetAwaiter().GetResult();
            }

            return [new PlanMade(0, new Wait(state.StopRequested?.Reason ?? "nothing new"))];
        }, _cancellation);

        Assert.Equal(2, asked);
        Assert.Equal("enough", Assert.Single(ledger.Events.OfType<PlanMade>()).Decision.Reason);
    }

    [Fact]
    public async Task A_deleted_ledger_is_not_made_again()
    {
        var (containers, id) = await NewAsync();
        var store = new LedgerStore(containers, TimeProvider.System);
        await containers.Studies.DeleteFolderAsync(StudyPaths.Root(id), _cancellation);

        await Assert.ThrowsAsync<StudyGoneException>(() => store.AppendAsync(id, [new StudyStopRequested("a")], _cancellation));
        Assert.Null(await store.ReadAsync(id, _cancellation));
    }

    private async Task<(Containers Containers, StudyId Id)> NewAsync()
    {
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        var id = StudyId.New("ledger");
        await new LedgerStore(containers, TimeProvider.System).CreateAsync(id, _cancellation);
        return (containers, id);
    }
}
