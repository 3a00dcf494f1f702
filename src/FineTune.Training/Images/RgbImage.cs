namespace FineTune.Training.Images;

/// <summary>A decoded image: rows of pixels, each red, green and blue.</summary>
internal sealed class RgbImage
{
    /// <summary>Bytes of a pixel.</summary>
    public const int Channels = 3;

    /// <summary>Wraps pixels, which it keeps.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">[height, width, 3].</param>
    public RgbImage(int width, int height, byte[] pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNotEqual(pixels.LongLength, (long)width * height * Channels);
        (Width, Height, Pixels) = (width, height, pixels);
    }

    /// <summary>Pixels in a row.</summary>
    public int Width { get; }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>[height, width, 3].</summary>
    public byte[] Pixels { get; }

    /// <summary>A row, [width, 3].</summary>
    public ReadOnlySpan<byte> Row(int y) => Pixels.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>A rectangle that lies within the image.</summary>
    public RgbImage Cut(CropBox box)
    {
        if (box == new CropBox(0, 0, Width, Height))
        {
            return this;
        }

        var pixels = new byte[box.Width * box.Height * Channels];
        for (var y = 0; y < box.Height; y++)
        {
            Row(box.Top + y).Slice(box.Left * Channels, box.Width * Channels).CopyTo(pixels.AsSpan(y * box.Width * Channels));
        }

        return new RgbImage(box.Width, box.Height, pixels);
    }
}
