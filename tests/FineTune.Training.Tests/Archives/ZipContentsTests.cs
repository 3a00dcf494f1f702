using System.IO.Compression;
using FineTune.Training.Archives;

namespace FineTune.Training.Tests.Archives;

public sealed class ZipContentsTests
{
    [Fact]
    public void Files_are_read_in_the_order_of_their_paths()
    {
        using var folder = new TemporaryFolder();
        using var contents = ZipContents.Open(Zip(folder, ("b/2.txt", "two"), ("a/1.txt", "one")), new ArchiveLimits());

        Assert.Equal(["a/1.txt", "b/2.txt"], contents.Files.Select(file => file.FullName));
        Assert.Equal("one"u8.ToArray(), contents.Read(contents.Files[0]));
    }

    [Theory]
    [InlineData("../evil.txt")]
    [InlineData("a/../../evil.txt")]
    [InlineData("/etc/passwd")]
    [InlineData("C:/evil.txt")]
    [InlineData("a\\..\\evil.txt")]
    [InlineData("a//b.txt")]
    [InlineData("./a.txt")]
    [InlineData("a/b/c/d/e/f/g/h/i/j.txt")]
    public void A_path_that_leads_elsewhere_refuses_the_archive(string name)
    {
        using var folder = new TemporaryFolder();
        var path = Zip(folder, (name, "x"));

        Assert.Throws<InvalidInputException>(() => ZipContents.Open(path, new ArchiveLimits()));
    }

    [Fact]
    public void A_name_that_is_there_twice_refuses_the_archive()
    {
        using var folder = new TemporaryFolder();
        var path = Zip(folder, ("a.txt", "x"), ("A.TXT", "y"));

        Assert.Throws<InvalidInputException>(() => ZipContents.Open(path, new ArchiveLimits()));
    }

    [Fact]
    public void More_entries_than_allowed_refuse_the_archive()
    {
        using var folder = new TemporaryFolder();
        var path = Zip(folder, [.. Enumerable.Range(0, 5).Select(i => ($"{i}.txt", "x"))]);

        Assert.Throws<InvalidInputException>(() => ZipContents.Open(path, new ArchiveLimits { MaxEntries = 4 }));
        Assert.Throws<InvalidInputException>(() => ZipContents.Open(path, new ArchiveLimits { MaxEntries = 1, MaxPathLength = 5 }));
    }

    [Fact]
    public void What_unpacks_to_far_more_than_it_is_packed_is_refused_while_it_is_unpacked()
    {
        using var folder = new TemporaryFolder();
        using var contents = ZipContents.Open(Zip(folder, ("bomb.txt", new string('a', 1 << 20))), new ArchiveLimits());

        Assert.Throws<InvalidInputException>(() => contents.Read(contents.Files[0]));
    }

    [Fact]
    public void The_sum_of_all_entries_is_limited_too()
    {
        using var folder = new TemporaryFolder();
        var path = Zip(folder, ("a.txt", "0123456789"), ("b.txt", "0123456789"));

        Assert.Throws<InvalidInputException>(() => ZipContents.Open(path, new ArchiveLimits { MaxTotalBytes = 19 }));
    }

    private static string Zip(TemporaryFolder folder, params (string Name, string Content)[] files)
    {
        var path = folder.File("data.zip");
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in files)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name).Open());
            writer.Write(content);
        }

        return path;
    }
}
