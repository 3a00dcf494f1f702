namespace FineTune.Training.Images;

/// <summary>Decodes PNG and JPEG, told apart by their first bytes and not by their names.</summary>
internal static class ImageDecoder
{
    /// <summary>The most pixels of an image where no setting says otherwise: 150 MB decoded. More is refused by the header, before memory is taken.</summary>
    public const int MostPixels = 50_000_000;

    /// <summary>More than this fits into no array, whatever a setting says.</summary>
    private const long HeldPixels = 500_000_000;

    /// <summary>The most bytes of an image file.</summary>
    public const int MostBytes = 256 << 20;

    private static readonly byte[] PngSignature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Decodes an image; transparency is laid on white, as transformers does.</summary>
    /// <param name="file">The whole file.</param>
    /// <param name="upright">Whether a photo is turned as its camera says (EXIF), as datasets and transformers do on loading.</param>
    /// <param name="maxPixels">The most pixels that it may have.</param>
    /// <exception cref="ImageDecodingException">It is no PNG or JPEG, it is damaged, or it is too large.</exception>
    /// <exception cref="InvalidInputException">The library that decodes it is not installed.</exception>
    public static RgbImage Decode(ReadOnlySpan<byte> file, bool upright = true, long maxPixels = MostPixels)
    {
        if (file.StartsWith(PngSignature))
        {
            return WithLibrary(PngDecoder.Library, file, maxPixels, PngDecoder.Decode);
        }

        if (file.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            var image = WithLibrary(JpegDecoder.Library, file, maxPixels, JpegDecoder.Decode);
            return upright ? ExifOrientation.Apply(image, ExifOrientation.Read(file)) : image;
        }

        throw new ImageDecodingException(file.IsEmpty ? "It is empty." : "It is neither PNG nor JPEG.");
    }

    /// <summary>Refuses an image by the size that its header states.</summary>
    /// <exception cref="ImageDecodingException">It has more pixels than it may have, or none.</exception>
    public static void CheckSize(long width, long height, long maxPixels)
    {
        var most = Math.Min(maxPixels, HeldPixels);
        if (width <= 0 || height <= 0)
        {
            throw new ImageDecodingException("Its header states a size of zero.");
        }

        if (width > most / height)
        {
            throw new ImageDecodingException($"Its header states {width} × {height} pixels; at most {most:N0} are decoded (setting Archives.MaxPixels).");
        }
    }

    private static RgbImage WithLibrary(string library, ReadOnlySpan<byte> file, long maxPixels, DecodeFunction decode)
    {
        try
        {
            return decode(file, maxPixels);
        }
        catch (DllNotFoundException)
        {
            var package = library == PngDecoder.Library ? "libspng0" : "libturbojpeg0 (on Ubuntu: libturbojpeg)";
            throw new InvalidInputException(library, null, "The library that decodes such images is not installed.", $"Install it: apt install {package}.");
        }
    }

    private delegate RgbImage DecodeFunction(ReadOnlySpan<byte> file, long maxPixels);
}
