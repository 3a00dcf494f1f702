using FineTune.Functions.Storage;
using FineTune.Functions.Studies;
using FineTune.Testing;

namespace FineTune.Functions.Tests.Storage;

[Collection(AzuriteCollection.Name)]
public sealed class PinnedDownloadsTests(Azurite azurite) : IDisposable
{
    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;
    private readonly string _folder = Directory.CreateTempSubdirectory("pinned-").FullName;

    [Fact]
    public async Task Pinned_files_are_downloaded()
    {
        var (containers, files) = await PinAsync();

        await containers.Datasets.DownloadPinnedAsync(files, _folder, _cancellation);

        Assert.Equal("text,label", await File.ReadAllTextAsync(Path.Combine(_folder, "train.csv"), _cancellation));
    }

    [Fact]
    public async Task A_file_that_was_overwritten_or_deleted_is_refused_by_name()
    {
        var (containers, files) = await PinAsync();
        await containers.Datasets.GetBlobClient(files[0].Blob).DeleteAsync(cancellationToken: _cancellation);
        await containers.Datasets.GetBlobClient(files[1].Blob).UploadAsync(new BinaryData("other"), overwrite: true, _cancellation);

        var refused = await Assert.ThrowsAsync<ProblemException>(() => containers.Datasets.DownloadPinnedAsync(files, _folder, _cancellation));

        Assert.Equal(409, refused.Status);
        Assert.Equal([$"datasets/{files[0].Blob}", $"datasets/{files[1].Blob}"], refused.Problems.Select(problem => problem.File));
        Assert.Contains("deleted", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.Contains("overwritten", refused.Problems[1].Message, StringComparison.Ordinal);
    }

    public void Dispose() => HostCache.Remove(_folder);

    private async Task<(Containers Containers, IReadOnlyList<PinnedFile> Files)> PinAsync()
    {
        var containers = new Containers(azurite.Client);
        await containers.EnsureCreatedAsync(_cancellation);
        var name = $"d{Guid.NewGuid():N}";
        foreach (var file in new[] { "train.csv", "test.csv" })
        {
            await containers.Datasets.GetBlobClient($"{name}/{file}").UploadAsync(new BinaryData("text,label"), _cancellation);
        }

        return (containers, await new DatasetCatalog(containers, new FineTuneOptions()).PinAsync(name, _cancellation));
    }
}
