using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace StandIns.DurableTask.Tests;

public sealed class PayloadTests : IAsyncDisposable
{
    private readonly TaskHubFolder _hub = new();

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task A_custom_status_has_sixteen_kilobytes()
    {
        var engine = await _hub.Open().Orchestrator("Status", context =>
        {
            context.SetCustomStatus(new string('x', context.GetInput<int>()));
            return Task.FromResult(1);
        }).StartedAsync();

        var fits = await engine.RunAsync("Status", (16 * 1024 / 2) - 2);
        var toolong = await engine.RunAsync("Status", (16 * 1024 / 2) - 1);

        Assert.Equal((16 * 1024 / 2) - 2, fits.ReadCustomStatusAs<string>()!.Length);
        Assert.Contains("16 KB", toolong.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inputs_outputs_and_events_have_a_limit()
    {
        var large = new string('y', 2000);
        var engine = _hub.Open(options => options with { MaxPayloadBytes = 1000 })
            .Activity("Grow", (int length) => new string('z', length))
            .Orchestrator("Large", context => context.CallActivityAsync<string>("Grow", context.GetInput<int>()));
        await engine.StartedAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.ScheduleNewOrchestrationInstanceAsync("Large", large));
        await Assert.ThrowsAsync<ArgumentException>(() => engine.Client.RaiseEventAsync("any", "event", large));
        var failed = await engine.RunAsync("Large", 2000);

        Assert.Contains("the limit is 1000", failed.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal(OrchestrationRuntimeStatus.Completed, (await engine.RunAsync("Large", 900)).RuntimeStatus);
    }

    [Theory]
    [InlineData("@entity")]
    [InlineData("zeile\n")]
    [InlineData("ümlaut")]
    public async Task Odd_instance_ids_are_refused(string id) =>
        await Assert.ThrowsAsync<ArgumentException>(() => _hub.Open().Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(id)));

    [Fact]
    public async Task A_long_instance_id_is_refused() => await Assert.ThrowsAsync<ArgumentException>(() =>
        _hub.Open().Client.ScheduleNewOrchestrationInstanceAsync("Any", new StartOrchestrationOptions(new string('a', 101))));
}
