using FineTune.Functions.Storage;

namespace FineTune.Functions.Tests.Storage;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("reviews-2026_v1.2")]
    [InlineData("model.safetensors")]
    [InlineData("0")]
    public void Usable_names_pass(string name) => Assert.True(ResourceName.TryParse(name, out _));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a..b")]
    [InlineData("%2e%2e")]
    [InlineData("C:")]
    [InlineData("-a")]
    [InlineData(".a")]
    [InlineData("a.")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ä")]
    [InlineData("con")]
    [InlineData("NUL.txt")]
    [InlineData("com1.csv")]
    public void Names_that_could_leave_their_folder_do_not(string? name) => Assert.False(ResourceName.TryParse(name, out _));

    [Fact]
    public void A_name_has_at_most_96_characters()
    {
        Assert.True(ResourceName.TryParse(new string('a', 96), out _));
        Assert.False(ResourceName.TryParse(new string('a', 97), out _));
    }

    [Fact]
    public void The_same_upload_always_has_the_same_study_id()
    {
        var id = StudyId.ForUpload("reviews", "reviews/train.csv", "0x1");

        Assert.Equal(id, StudyId.ForUpload("reviews", "reviews/train.csv", "0x1"));
        Assert.NotEqual(id, StudyId.ForUpload("reviews", "reviews/train.csv", "0x2"));
        Assert.NotEqual(id, StudyId.ForIdempotencyKey("reviews", "0x1"));
        Assert.True(StudyId.TryParse(id.Value, out _));
    }

    [Theory]
    [InlineData("segments")]
    [InlineData("prepared")]
    [InlineData("a/b")]
    public void Folders_of_the_store_are_no_studies(string id) => Assert.False(StudyId.TryParse(id, out _));
}
