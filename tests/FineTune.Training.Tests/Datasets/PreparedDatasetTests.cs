using FineTune.Training.Datasets;

namespace FineTune.Training.Tests.Datasets;

public sealed class PreparedDatasetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_saved_dataset_loads_with_the_same_content()
    {
        var dataset = Small(7);
        dataset.Save(_folder.Path);
        var loaded = PreparedDataset.Load(_folder.Path);
        Assert.Equal(dataset.ContentHash, loaded.ContentHash);
        Assert.Equal(dataset.Labels, loaded.Labels);
        Assert.Equal([5, 6, 7], loaded.Train.Tokens(1).ToArray());
        Assert.Equal(dataset.Summary.Warnings, loaded.Summary.Warnings);
    }

    [Fact]
    public void The_content_hash_sees_every_token()
    {
        Assert.Equal(Small(7).ContentHash, Small(7).ContentHash);
        Assert.NotEqual(Small(7).ContentHash, Small(8).ContentHash);
    }

    [Fact]
    public void A_changed_file_is_refused()
    {
        Small(7).Save(_folder.Path);
        var json = _folder.File("dataset.json");
        File.WriteAllText(json, File.ReadAllText(json).Replace("\"good\"", "\"fine\"", StringComparison.Ordinal));
        Assert.Throws<InvalidInputException>(() => PreparedDataset.Load(_folder.Path));
    }

    public void Dispose() => _folder.Dispose();

    private static PreparedDataset Small(int lastToken)
    {
        var train = new PreparedSplit([1, 2, 5, 6, lastToken], [0, 2, 5], [0, 1], [1, 3]);
        var rest = new PreparedSplit([1, 2], [0, 2], [1], [2]);
        return new PreparedDataset(["bad", "good"], 0, 128, train, rest, rest, new DatasetSummary(2, 1, 1, [1, 3], 3, 2.25, 0, 0, "text", "label", ["One warning."]));
    }
}
