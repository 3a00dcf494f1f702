using System.Buffers.Binary;
using FineTune.Training.Images;

namespace FineTune.Training.Tests.Images;

public sealed class ImageDecoderTests
{
    public static TheoryData<string, string> Decoded()
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        return [.. decoded.Entries.Select(e => e.Name.Split('/')).Where(p => p[1].StartsWith("rgb", StringComparison.Ordinal) && p[1] != "rgb_alpha_dropped").Select(p => (p[0], p[1]))];
    }

    [Theory]
    [MemberData(nameof(Decoded))]
    public void Decoded_pixels_are_those_of_PIL(string file, string kind)
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        var expected = ImageGoldens.Image(decoded, $"{file}/{kind}");
        var image = ImageDecoder.Decode(ImageGoldens.File(file), upright: kind != "rgb");
        Assert.Equal((expected.Width, expected.Height), (image.Width, image.Height));

        // PNG is exact. JPEG's inverse transform may differ by 1 or 2 between versions of the library; rougher chroma by far more.
        var allowed = file.EndsWith(".png", StringComparison.Ordinal) ? 0 : 2;
        Assert.All(expected.Pixels.Zip(image.Pixels), p => Assert.InRange(Math.Abs(p.First - p.Second), 0, allowed));
    }

    [Fact]
    public void Sixteen_bit_grey_is_scaled_and_not_clamped()
    {
        using var decoded = ImageGoldens.Open("decoded.safetensors");
        var raw = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(decoded.Bytes(decoded["gray16.png/raw"])).ToArray();
        var image = ImageDecoder.Decode(ImageGoldens.File("gray16.png"));
        Assert.Contains(raw, v => v > 255);
        for (var i = 0; i < raw.Length; i++)
        {
            Assert.InRange(Math.Abs(image.Pixels[3 * i] - (raw[i] / 257.0)), 0, 1);
        }
    }

    [Theory]
    [InlineData("rgb.png")]
    [InlineData("palette.png")]
    [InlineData("baseline-420.jpg")]
    [InlineData("progressive-420.jpg")]
    public void A_file_that_is_cut_off_is_refused_wherever_it_ends(string file)
    {
        var whole = ImageGoldens.File(file);
        for (var length = 0; length < whole.Length - 2; length += Math.Max(1, whole.Length / 60))
        {
            var cut = whole[..length];
            Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(cut));
        }
    }

    [Fact]
    public void Damaged_bytes_never_do_more_than_refuse()
    {
        var random = new Random(3);
        foreach (var file in new[] { "rgb.png", "palette-transparent.png", "gray16.png", "exif-rotated.jpg", "progressive-420.jpg", "gray.jpg" })
        {
            var whole = ImageGoldens.File(file);
            for (var i = 0; i < 300; i++)
            {
                var damaged = whole.ToArray();
                for (var changes = random.Next(1, 8); changes > 0; changes--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                try
                {
                    var image = ImageDecoder.Decode(damaged);
                    Assert.Equal(image.Width * image.Height * 3, image.Pixels.Length);
                }
                catch (ImageDecodingException e)
                {
                    Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    public void A_header_that_states_more_pixels_than_are_decoded_is_refused_before_memory_is_taken()
    {
        var bomb = TestPng.Write((100_000, 100_000), new byte[100]);
        Assert.Contains("100000 × 100000", Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(bomb)).Message, StringComparison.Ordinal);
        var photo = ImageGoldens.File("baseline-420.jpg");
        var frame = photo.AsSpan().IndexOf<byte>([0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(photo.AsSpan(frame + 5), 65_000);
        BinaryPrimitives.WriteUInt16BigEndian(photo.AsSpan(frame + 7), 65_000);
        Assert.Contains("65000 × 65000", Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(photo)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_image_in_a_single_chunk_is_decoded()
    {
        const int Side = 2600;
        var rows = new byte[Side * ((Side * 3) + 1)];
        new Random(5).NextBytes(rows);
        for (var y = 0; y < Side; y++)
        {
            rows[y * ((Side * 3) + 1)] = 0;
        }

        var file = TestPng.Write((Side, Side), rows);
        Assert.True(file.Length > 20_000_000, "Noise does not compress.");
        var image = ImageDecoder.Decode(file);
        Assert.Equal(rows.AsSpan(1, Side * 3), image.Row(0));
    }

    [Theory]
    [InlineData("GIF89a")]
    [InlineData("hello, I am a text")]
    [InlineData("")]
    public void What_is_no_image_is_told_apart_from_what_is_damaged(string text)
    {
        var thrown = Assert.Throws<ImageDecodingException>(() => ImageDecoder.Decode(System.Text.Encoding.ASCII.GetBytes(text)));
        Assert.Contains(text.Length == 0 ? "empty" : "neither PNG nor JPEG", thrown.Message, StringComparison.Ordinal);
    }
}
