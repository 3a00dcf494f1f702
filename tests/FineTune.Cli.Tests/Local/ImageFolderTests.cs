using System.IO.Compression;
using FineTune.Cli.Local;

namespace FineTune.Cli.Tests.Local;

public sealed class ImageFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("image-folder-").FullName;

    [Fact]
    public void A_folder_of_class_folders_is_packed_with_its_images_only()
    {
        Write("cats/1.jpg", "dogs/deep/2.PNG", "dogs/notes.txt", "study.json");

        Assert.True(ImageFolder.IsOne(_folder), "It holds folders of images.");
        var packed = ImageFolder.Pack(_folder);
        using (var zip = ZipFile.OpenRead(packed))
        {
            Assert.Equal(["cats/1.jpg", "dogs/deep/2.PNG"], zip.Entries.Select(entry => entry.FullName));
        }

        File.Delete(packed);
    }

    [Theory]
    [InlineData("train.csv", "pictures/1.png")]
    [InlineData("images.zip", "pictures/1.png")]
    [InlineData("notes/readme.txt", "1.png")]
    public void Other_folders_are_not(params string[] files)
    {
        Write(files);

        Assert.False(ImageFolder.IsOne(_folder), string.Join(", ", files));
        Assert.False(ImageFolder.IsOne(Path.Combine(_folder, files[0])), files[0]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(_folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
        }
    }
}
