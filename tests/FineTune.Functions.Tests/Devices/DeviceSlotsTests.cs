using FineTune.Functions.Devices;

namespace FineTune.Functions.Tests.Devices;

public sealed class DeviceSlotsTests
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_does_not_fit_waits_its_turn()
    {
        var slots = new DeviceSlots(2);
        var first = await slots.AcquireAsync(2, _cancellation);
        var second = slots.AcquireAsync(1, _cancellation);
        Assert.False(second.IsCompleted);

        first.Dispose();

        (await second).Dispose();
    }

    [Fact]
    public async Task A_small_one_does_not_overtake_a_large_one()
    {
        var slots = new DeviceSlots(2);
        var held = await slots.AcquireAsync(1, _cancellation);
        var large = slots.AcquireAsync(2, _cancellation);
        var small = slots.AcquireAsync(1, _cancellation);
        Assert.False(small.IsCompleted);

        held.Dispose();
        (await large).Dispose();

        (await small).Dispose();
    }

    [Fact]
    public async Task Who_gives_up_waiting_lets_the_others_through()
    {
        var slots = new DeviceSlots(1);
        using var patience = new CancellationTokenSource();
        var held = await slots.AcquireAsync(1, _cancellation);
        var gone = slots.AcquireAsync(1, patience.Token);
        var next = slots.AcquireAsync(1, _cancellation);

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        held.Dispose();
        held.Dispose();

        (await next).Dispose();
    }

    [Fact]
    public async Task More_than_there_is_counts_as_all() => (await new DeviceSlots(2).AcquireAsync(99, _cancellation)).Dispose();
}
