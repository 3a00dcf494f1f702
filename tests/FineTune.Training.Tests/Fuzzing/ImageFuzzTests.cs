using System.Buffers.Binary;
using System.IO.Compression;
using FineTune.Testing.Fuzzing;
using FineTune.Training.Images;
using FineTune.Training.Tests.Images;

namespace FineTune.Training.Tests.Fuzzing;

/// <summary>PNG and JPEG from a stranger go through the real decoders: an image, or a refusal in words, within a bound of memory.</summary>
[Collection(FuzzCollection.Name)]
public sealed class ImageFuzzTests
{
    /// <summary>What one damaged file may ask for: a JPEG's header may state 50 million pixels truthfully, in few bytes.</summary>
    private const long MostBytes = 220L << 20;

    /// <summary>What the process may grow by, the decoders' own memory included.</summary>
    private const long MostResidentBytes = 1L << 30;

    [Theory]
    [InlineData("png", "*.png", false)]
    [InlineData("png-behind-its-checksums", "*.png", true)]
    [InlineData("jpeg", "*.jpg", false)]
    public async Task A_damaged_image_is_decoded_or_refused(string name, string pattern, bool mend)
    {
        Assert.SkipUnless(Directory.Exists(ImageGoldens.Folder), $"there are no reference images in {ImageGoldens.Folder}");
        byte[][] seeds = [.. Directory.GetFiles(ImageGoldens.Folder, pattern).Order(StringComparer.Ordinal).Select(File.ReadAllBytes).Where(file => file.Length < 20_000)];
        Assert.NotEmpty(seeds);
        var before = ResidentMemory.BeginPeak();
        await FuzzRun.RunAsync(name, 3000, MostBytes, random => Damage(seeds[random.Next(seeds.Length)], random, mend), input =>
        {
            Decode(input);
            return Task.CompletedTask;
        });
        Assert.True(ResidentMemory.Peak() - before < MostResidentBytes, $"{(ResidentMemory.Peak() - before) >> 20} MiB more");
    }

    [Fact]
    public void A_png_of_few_bytes_that_states_many_pixels_is_refused_before_memory_is_taken()
    {
        var bomb = TestPng.Write((7_000, 7_000), new byte[100]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("more than its", Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(bomb)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void The_limit_of_pixels_is_a_setting()
    {
        var image = TestPng.Noisy(40, 30, (100, 100, 100), 1);
        Assert.Equal(40, ImageDecoder.Decode(image, maxPixels: 1200).Width);
        var refused = Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(image, maxPixels: 1199));
        Assert.Contains("40 × 30 pixels; at most 1,199 are decoded", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iCCP", "x\0\0")]
    [InlineData("zTXt", "x\0\0")]
    public void A_chunk_that_swells_beside_the_pixels_takes_bounded_memory(string type, string head)
    {
        using var packed = new MemoryStream();
        packed.Write(System.Text.Encoding.Latin1.GetBytes(head));
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var megabyte = 0; megabyte < 512; megabyte++)
            {
                zlib.Write(new byte[1 << 20]);
            }
        }

        var image = TestPng.Noisy(4, 4, (100, 100, 100), 1);
        var afterHeader = 8 + 12 + 13;
        byte[] chunk = [.. new byte[4], .. System.Text.Encoding.ASCII.GetBytes(type), .. packed.ToArray(), .. new byte[4]];
        BinaryPrimitives.WriteInt32BigEndian(chunk, (int)packed.Length);
        var bomb = PngChecksums.Mend([.. image[..afterHeader], .. chunk, .. image[afterHeader..]]);
        var before = ResidentMemory.BeginPeak();

        Decode(bomb);

        Assert.True(ResidentMemory.Peak() - before < 128L << 20, $"{(ResidentMemory.Peak() - before) >> 20} MiB more");
    }

    private static byte[] Damage(byte[] seed, Random random, bool mend)
    {
        var damaged = ByteMutator.Mutate(seed, random);
        return mend ? PngChecksums.Mend(damaged) : damaged;
    }

    private static void Decode(byte[] file)
    {
        try
        {
            var image = ImageDecoder.Decode(file);
            Assert.Equal((long)image.Width * image.Height * RgbImage.Channels, image.Pixels.Length);
            Assert.InRange((long)image.Width * image.Height, 1, ImageDecoder.MostPixels);
        }
        catch (ImageDecodingException refused)
        {
            Assert.EndsWith(".", refused.Message, StringComparison.Ordinal);
        }
    }
}
