using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;

namespace StandIns.DurableTask.Tests;

public sealed class QueryTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();
    private readonly ManualTime _time = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_listing_comes_in_pages_without_gap_or_repeat()
    {
        var engine = Open();
        for (var number = 0; number < 25; number++)
        {
            await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any", number, new StartOrchestrationOptions($"id{number:00}"));
        }

        var pages = new List<Page<OrchestrationMetadata>>();
        await foreach (var page in engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10)).AsPages())
        {
            pages.Add(page);
        }

        Assert.Equal([10, 10, 5], pages.Select(static page => page.Values.Count));
        Assert.Equal(25, pages.SelectMany(static page => page.Values).Select(static instance => instance.InstanceId).Distinct().Count());
        var rest = engine.Client.GetAllInstancesAsync(new OrchestrationQuery(PageSize: 10, ContinuationToken: pages[1].ContinuationToken));
        Assert.Equal(5, await rest.CountAsync());
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Client.GetAllInstancesAsync(new OrchestrationQuery(ContinuationToken: "%")).CountAsync());
    }

    [Fact]
    public async Task A_listing_is_narrowed_by_status_prefix_and_time()
    {
        var engine = Open();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions("a-1"));
        _time.Advance(TimeSpan.FromHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions("a-2"));
        _time.Advance(TimeSpan.FromHours(1));
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions("b-1"));
        var from = _time.GetUtcNow().AddMinutes(-90);

        Assert.Equal(["a-1", "a-2"], await Ids(new OrchestrationQuery(InstanceIdPrefix: "a-")));
        Assert.Equal(["a-2", "b-1"], await Ids(new OrchestrationQuery(CreatedFrom: from)));
        Assert.Equal(["a-1"], await Ids(new OrchestrationQuery(CreatedTo: from)));
        Assert.Empty(await Ids(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed])));
        Assert.Equal(3, (await Ids(new OrchestrationQuery(Statuses: [OrchestrationRuntimeStatus.Failed, OrchestrationRuntimeStatus.Pending]))).Count);
        Assert.Empty(await Ids(new OrchestrationQuery(TaskHubNames: ["Elsewhere"])));

        async Task<List<string>> Ids(OrchestrationQuery query) =>
            await engine.Client.GetAllInstancesAsync(query).Select(static instance => instance.InstanceId).ToListAsync();
    }

    [Fact]
    public async Task Inputs_and_outputs_come_only_when_asked_for()
    {
        var engine = Open();
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Any", 5, new StartOrchestrationOptions("one"));

        var bare = await engine.Client.GetInstanceAsync("one");
        var full = await engine.Client.GetAllInstancesAsync(new OrchestrationQuery(FetchInputsAndOutputs: true)).FirstAsync();

        Assert.Throws<InvalidOperationException>(() => bare!.ReadInputAs<int>());
        Assert.Null(bare!.SerializedInput);
        Assert.Equal(5, full.ReadInputAs<int>());
    }

    [Fact]
    public async Task Ids_of_ended_instances_are_listed_page_by_page()
    {
        var engine = await _hub.Open().Orchestrator("Any", _ => Task.FromResult(1)).StartedAsync();
        foreach (var id in new[] { "a", "b", "c" })
        {
            await engine.RunAsync("Any", options: new StartOrchestrationOptions(id));
        }

        var first = await engine.Client.ListInstanceIdsAsync([OrchestrationRuntimeStatus.Completed], pageSize: 2);
        var second = await engine.Client.ListInstanceIdsAsync(pageSize: 2, lastInstanceKey: first.ContinuationToken);

        Assert.Equal(["a", "b"], first.Values);
        Assert.Equal(["c"], second.Values);
        Assert.Null(second.ContinuationToken);
    }

    [Fact]
    public async Task Hubs_in_one_file_do_not_see_each_other()
    {
        var one = Open();
        var other = _hub.Open(options => options with { HubName = "Other" });
        await one.Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions("same"));
        await other.Client.ScheduleNewOrchestrationInstanceAsync("Else", new StartOrchestrationOptions("same"));

        Assert.Equal("Any", (await one.Client.GetInstanceAsync("same"))!.Name);
        Assert.Equal("Else", (await other.Client.GetInstanceAsync("same"))!.Name);
    }

    private DurableEngine Open() => _hub.Open(options => options with { TimeProvider = _time });
}
