using FineTune.Functions.Storage;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class AttemptFenceTests(Azurite azurite)
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_attempt_holds_the_fence()
    {
        var (containers, path) = await NewAsync();
        var older = await AttemptFence.TakeAsync(containers.Studies, path, _cancellation);

        var newer = await AttemptFence.TakeAsync(containers.Studies, path, _cancellation);

        Assert.Equal((0, 1), (older.Record.Attempt, newer.Record.Attempt));
        Assert.False(await older.IsHeldAsync(_cancellation));
        Assert.False(await older.CloseAsync("mine", _cancellation));
        Assert.True(await newer.IsHeldAsync(_cancellation));
    }

    [Fact]
    public async Task An_attempt_that_ended_without_a_word_counts_as_lost()
    {
        var (containers, path) = await NewAsync();
        await AttemptFence.TakeAsync(containers.Studies, path, _cancellation);

        var second = await AttemptFence.TakeAsync(containers.Studies, path, _cancellation);
        await second.CloseAsync("checkpoint/", _cancellation);
        var third = await AttemptFence.TakeAsync(containers.Studies, path, _cancellation);

        Assert.Equal((1, 1), (second.Record.Lost, third.Record.Lost));
        Assert.Equal("checkpoint/", third.Record.ResumeFrom);
    }

    [Fact]
    public async Task Attempts_at_once_get_different_numbers()
    {
        var (containers, path) = await NewAsync();

        var fences = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AttemptFence.TakeAsync(containers.Studies, path, _cancellation)));

        Assert.Equal([0, 1, 2, 3, 4, 5], fences.Select(fence => fence.Record.Attempt).Order());
    }

    private async Task<(Containers Containers, string Path)> NewAsync()
    {
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        return (containers, StudyPaths.Attempt(StudyId.New("fence"), 0, 0));
    }
}
