using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Functions.Tests.Storage;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Studies;

[Collection(AzuriteCollection.Name)]
public sealed class ModelCatalogTests(Azurite azurite) : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("models-").FullName;

    [Fact]
    public async Task A_sample_is_put_into_storage_when_a_study_asks_for_it()
    {
        var (catalog, containers, name) = await NewAsync();
        var sample = Directory.CreateDirectory(Path.Combine(_folder, "samples", "models", name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(sample, "config.json"), "{}", _cancellation);
        await File.WriteAllTextAsync(Path.Combine(sample, "vocab.txt"), "[PAD]", _cancellation);

        var files = await catalog.PinAsync(name, _cancellation);

        Assert.Equal(["config.json", "vocab.txt"], files.Select(file => file.File));
        Assert.Equal(2, (await containers.Models.ListFolderAsync($"{name}/", _cancellation)).Count);
        Assert.Equal("[PAD]", await File.ReadAllTextAsync(Path.Combine(await catalog.PullAsync(files, _cancellation), "vocab.txt"), _cancellation));
    }

    [Fact]
    public async Task A_model_in_storage_goes_before_a_sample_of_its_name()
    {
        var (catalog, containers, name) = await NewAsync();
        var sample = Directory.CreateDirectory(Path.Combine(_folder, "samples", "models", name)).FullName;
        await File.WriteAllTextAsync(Path.Combine(sample, "config.json"), "{}", _cancellation);
        await containers.Models.GetBlobClient($"{name}/config.json").UploadAsync(new BinaryData("mine"), _cancellation);

        Assert.Equal(4, Assert.Single(await catalog.PinAsync(name, _cancellation)).Bytes);
    }

    [Fact]
    public async Task A_model_that_is_nowhere_is_404()
    {
        var (catalog, _, name) = await NewAsync();

        var refused = await Assert.ThrowsAsync<ProblemException>(() => catalog.PinAsync(name, _cancellation));

        Assert.Equal((404, "/model"), (refused.Status, refused.Problems[0].Field));
    }

    public void Dispose() => HostCache.Remove(_folder);

    private async Task<(ModelCatalog Catalog, Containers Containers, string Name)> NewAsync()
    {
        var options = new FineTuneOptions { CachePath = Path.Combine(_folder, "cache"), SamplesPath = Path.Combine(_folder, "samples") };
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        return (new ModelCatalog(containers, new HostCache(options), options), containers, $"m{Guid.NewGuid():N}");
    }
}
