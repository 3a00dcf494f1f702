using FineTune.Functions.Studies;

namespace FineTune.Functions.Tests.Studies;

public sealed class DatasetBlobTests
{
    [Theory]
    [InlineData("reviews/train.csv", "reviews", true, true)]
    [InlineData("reviews/train.jsonl", "reviews", true, true)]
    [InlineData("reviews.csv", "reviews", true, true)]
    [InlineData("my.reviews.jsonl", "my.reviews", true, true)]
    [InlineData("photos/images.zip", "photos", true, true)]
    [InlineData("photos/train.zip", "photos", true, true)]
    [InlineData("photos.zip", "photos", true, true)]
    [InlineData("photos/test.zip", "photos", false, true)]
    [InlineData("reviews/validation.csv", "reviews", false, true)]
    [InlineData("reviews/test.jsonl", "reviews", false, true)]
    [InlineData("reviews/study.json", "reviews", false, false)]
    [InlineData("reviews/train.txt", "reviews", true, true)]
    [InlineData("reviews/train.md", "reviews", false, false)]
    public void A_blob_is_read_by_its_name(string blob, string dataset, bool opens, bool holdsRows)
    {
        var found = DatasetBlob.Parse(blob);

        Assert.NotNull(found);
        Assert.Equal((dataset, opens, holdsRows), (found.Dataset, found.OpensStudy, found.HoldsRows));
    }

    [Theory]
    [InlineData("a/b/train.csv")]
    [InlineData("readme.md")]
    [InlineData("../train.csv")]
    [InlineData("a/.hidden")]
    [InlineData(".csv")]
    [InlineData("")]
    public void Other_blobs_are_no_dataset(string blob) => Assert.Null(DatasetBlob.Parse(blob));
}
