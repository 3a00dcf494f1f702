using System.Buffers.Binary;

namespace FineTune.Training.Images;

/// <summary>How a camera was held: tag 0x0112 of the first EXIF directory (EXIF 2.32, section 4.6.4), 1 to 8; 1 is upright.</summary>
internal static class ExifOrientation
{
    private const ushort Tag = 0x0112;

    /// <summary>Finds the orientation of a JPEG file; 1 where it states none that is readable.</summary>
    public static int Read(ReadOnlySpan<byte> file)
    {
        var at = 2;
        while (at + 4 <= file.Length && file[at] == 0xFF)
        {
            var (marker, length) = (file[at + 1], BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]));
            if (marker == 0xDA || length < 2 || at + 2 + length > file.Length)
            {
                return 1;
            }

            var content = file.Slice(at + 4, length - 2);
            if (marker == 0xE1 && content.StartsWith("Exif\0\0"u8))
            {
                return InDirectory(content[6..]);
            }

            at += 2 + length;
        }

        return 1;
    }

    /// <summary>Turns an image upright.</summary>
    public static RgbImage Apply(RgbImage image, int orientation)
    {
        if (orientation is < 2 or > 8)
        {
            return image;
        }

        var swapped = orientation >= 5;
        var (width, height) = swapped ? (image.Height, image.Width) : (image.Width, image.Height);
        var pixels = new byte[image.Pixels.Length];
        var to = 0;
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++, to += RgbImage.Channels)
            {
                var (fromX, fromY) = Source(orientation, x, y, image.Width, image.Height);
                image.Row(fromY).Slice(fromX * RgbImage.Channels, RgbImage.Channels).CopyTo(pixels.AsSpan(to));
            }
        }

        return new RgbImage(width, height, pixels);
    }

    /// <summary>The stored pixel that is shown at (x, y).</summary>
    private static (int X, int Y) Source(int orientation, int x, int y, int width, int height) => orientation switch
    {
        2 => (width - 1 - x, y),
        3 => (width - 1 - x, height - 1 - y),
        4 => (x, height - 1 - y),
        5 => (y, x),
        6 => (y, height - 1 - x),
        7 => (width - 1 - y, height - 1 - x),
        _ => (width - 1 - y, x),
    };

    private static int InDirectory(ReadOnlySpan<byte> tiff)
    {
        if (tiff.Length < 8)
        {
            return 1;
        }

        var little = tiff.StartsWith("II"u8);
        var directory = little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2)
        {
            return 1;
        }

        var entries = Short(tiff[(int)directory..], little);
        for (var i = 0; i < entries; i++)
        {
            var at = directory + 2 + (12 * i);
            if (at + 12 > tiff.Length)
            {
                return 1;
            }

            var entry = tiff[(int)at..];
            if (Short(entry, little) == Tag)
            {
                return Short(entry[8..], little) is var value and >= 1 and <= 8 ? value : 1;
            }
        }

        return 1;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool little) =>
        little ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
