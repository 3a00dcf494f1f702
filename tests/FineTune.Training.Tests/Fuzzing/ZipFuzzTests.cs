using System.IO.Compression;
using FineTune.Testing.Fuzzing;
using FineTune.Training.Archives;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>A zip archive from a stranger is read within its limits, or refused.</summary>
[Collection(FuzzCollection.Name)]
public sealed class ZipFuzzTests
{
    private const long MostBytes = 32L << 20;

    private static readonly ArchiveLimits Limits = new() { MaxEntries = 100, MaxTotalBytes = 1 << 20, MaxEntryBytes = 1 << 18 };

    [Fact]
    public async Task A_damaged_archive_is_read_within_its_limits_or_refused()
    {
        using var folder = new TemporaryFolder();
        var seeds = new[] { CompressionLevel.NoCompression, CompressionLevel.Optimal }.Select(Make).ToArray();
        var path = folder.File("data.zip");
        await FuzzRun.RunAsync("zip", 4000, MostBytes, random => ByteMutator.Mutate(seeds[random.Next(seeds.Length)], random), input =>
        {
            File.WriteAllBytes(path, input);
            Read(path);
            return Task.CompletedTask;
        });
    }

    private static byte[] Make(CompressionLevel level)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var name in new[] { "cats/1.png", "cats/2.png", "dogs/1.png" })
            {
                using var entry = archive.CreateEntry(name, level).Open();
                entry.Write(Enumerable.Range(0, 300).Select(i => (byte)(i * i % 7)).ToArray());
            }
        }

        return bytes.ToArray();
    }

    private static void Read(string path)
    {
        try
        {
            using var contents = ZipContents.Open(path, Limits);
            Assert.True(contents.Files.Sum(file => (long)contents.Read(file).Length) <= Limits.MaxTotalBytes);
        }
        catch (InvalidInputException)
        {
            return; // The refusal that is promised.
        }
    }
}
