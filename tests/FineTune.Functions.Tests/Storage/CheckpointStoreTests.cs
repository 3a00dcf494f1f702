using FineTune.Functions.Storage;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class CheckpointStoreTests(Azurite azurite) : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _root = Directory.CreateTempSubdirectory("checkpoints-").FullName;

    [Fact]
    public async Task A_checkpoint_comes_back_as_it_was()
    {
        var (containers, prefix) = await NewAsync();
        var manifest = await Store(containers, "a").CommitAsync(Folder("one"), prefix, _ => Task.FromResult(true), _cancellation);

        var pulled = await Store(containers, "b").PullAsync(prefix, _cancellation);

        Assert.Equal("one", await File.ReadAllTextAsync(Path.Combine(pulled, "state.safetensors"), _cancellation));
        Assert.Equal(manifest!.Hash, await Store(containers, "b").FindHashAsync(prefix, _cancellation));
    }

    [Fact]
    public async Task Without_the_fence_nothing_is_committed()
    {
        var (containers, prefix) = await NewAsync();

        Assert.Null(await Store(containers, "a").CommitAsync(Folder("one"), prefix, _ => Task.FromResult(false), _cancellation));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store(containers, "a").PullAsync(prefix, _cancellation));
    }

    [Fact]
    public async Task A_damaged_file_is_noticed()
    {
        var (containers, prefix) = await NewAsync();
        await Store(containers, "a").CommitAsync(Folder("one"), prefix, _ => Task.FromResult(true), _cancellation);
        await containers.Studies.GetBlobClient(prefix + "state.safetensors").UploadAsync(new BinaryData("two"), overwrite: true, _cancellation);

        await Assert.ThrowsAsync<InvalidDataException>(() => Store(containers, "b").PullAsync(prefix, _cancellation));
    }

    [Fact]
    public async Task A_sweep_leaves_the_kept_checkpoint_and_the_fences()
    {
        var (containers, _) = await NewAsync();
        var id = StudyId.New("sweep");
        var store = Store(containers, "a");
        foreach (var rung in new[] { 0, 1 })
        {
            await AttemptFence.TakeAsync(containers.Studies, StudyPaths.Attempt(id, 3, rung), _cancellation);
            await store.CommitAsync(Folder($"rung {rung}"), StudyPaths.Checkpoint(id, 3, rung, 0), _ => Task.FromResult(true), _cancellation);
        }

        await store.SweepAsync(StudyPaths.Trial(id, 3), [StudyPaths.Checkpoint(id, 3, 1, 0)], _cancellation);

        Assert.Null(await store.FindHashAsync(StudyPaths.Checkpoint(id, 3, 0, 0), _cancellation));
        Assert.NotNull(await store.FindHashAsync(StudyPaths.Checkpoint(id, 3, 1, 0), _cancellation));
        Assert.Equal(1, (await AttemptFence.TakeAsync(containers.Studies, StudyPaths.Attempt(id, 3, 0), _cancellation)).Record.Attempt);
    }

    public void Dispose() => HostCache.Remove(_root);

    private CheckpointStore Store(Containers containers, string host) =>
        new(containers, new HostCache(new FineTuneOptions { CachePath = Path.Combine(_root, host) }));

    private string Folder(string content)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_root, Guid.NewGuid().ToString("N"))).FullName;
        File.WriteAllText(Path.Combine(folder, "state.safetensors"), content);
        File.WriteAllText(Path.Combine(folder, "checkpoint.json"), "{}");
        return folder;
    }

    private async Task<(Containers Containers, string Prefix)> NewAsync()
    {
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        return (containers, StudyPaths.Checkpoint(StudyId.New("checkpoint"), 0, 0, 0));
    }
}
