using System.Runtime.InteropServices;

namespace FineTune.Training.Images;

/// <summary>JPEG through libturbojpeg: baseline and progressive, grey, colour and CMYK, with the exact inverse transform and smooth chroma.</summary>
internal static partial class JpegDecoder
{
    /// <summary>The library's file name; Debian's package is libturbojpeg0.</summary>
    public const string Library = "libturbojpeg.so.0";

    private const int Rgb = 0;
    private const int CmykPixels = 11;
    private const int CmykColors = 3;
    private const int YcckColors = 4;
    private const int Warning = 0;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <summary>The exact transform, and no more than 500 scans: a progressive file can hold millions of empty ones.</summary>
    private const int Flags = 4096 | 32768;

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="ImageDecodingException">It is damaged, cut off or too large.</exception>
    public static unsafe RgbImage Decode(ReadOnlySpan<byte> file, long maxPixels)
    {
        // The library makes up what is missing at a file's end, with a warning that later ones replace.
        if (file.LastIndexOf<byte>([0xFF, EndOfImage]) < file.LastIndexOf<byte>([0xFF, StartOfScan]))
        {
            throw new ImageDecodingException("It is no intact JPEG (it is cut off).");
        }

        var handle = tjInitDecompress();
        if (handle == 0)
        {
            throw new ImageDecodingException("libturbojpeg has no memory to decode it.");
        }

        try
        {
            fixed (byte* start = file)
            {
                return Decode(handle, start, (nuint)file.Length, maxPixels);
            }
        }
        finally
        {
            _ = tjDestroy(handle);
        }
    }

    private static unsafe RgbImage Decode(nint handle, byte* file, nuint length, long maxPixels)
    {
        Check(handle, tjDecompressHeader3(handle, file, length, out var width, out var height, out _, out var colors));
        ImageDecoder.CheckSize(width, height, maxPixels);
        var inFourColors = colors is CmykColors or YcckColors;
        var pixels = new byte[(long)width * height * (inFourColors ? 4 : RgbImage.Channels)];
        fixed (byte* target = pixels)
        {
            Check(handle, tjDecompress2(handle, file, length, target, width, 0, height, inFourColors ? CmykPixels : Rgb, Flags));
        }

        return new RgbImage(width, height, inFourColors ? FromInks(pixels) : pixels);
    }

    /// <summary>Printing colours as Adobe stores them, turned round: 255 is no ink.</summary>
    private static byte[] FromInks(byte[] inks)
    {
        var pixels = new byte[inks.Length / 4 * RgbImage.Channels];
        for (int from = 0, to = 0; from < inks.Length; from += 4)
        {
            for (var channel = 0; channel < RgbImage.Channels; channel++)
            {
                pixels[to++] = (byte)(((inks[from + channel] * inks[from + 3]) + 127) / 255);
            }
        }

        return pixels;
    }

    /// <summary>A warning alone is passed over, as PIL does, except where the file ends too early.</summary>
    private static void Check(nint handle, int status)
    {
        if (status == 0)
        {
            return;
        }

        var reason = Marshal.PtrToStringUTF8(tjGetErrorStr2(handle)) ?? "no reason given";
        if (tjGetErrorCode(handle) != Warning || reason.Contains("Premature end of JPEG file", StringComparison.Ordinal))
        {
            throw new ImageDecodingException($"It is no intact JPEG ({reason}).");
        }
    }

    [LibraryImport(Library)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint handle);

    [LibraryImport(Library)]
    private static unsafe partial int tjDecompressHeader3(nint handle, byte* file, nuint length, out int width, out int height, out int subsampling, out int colors);

    [LibraryImport(Library)]
    private static unsafe partial int tjDecompress2(nint handle, byte* file, nuint length, byte* target, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library)]
    private static partial nint tjGetErrorStr2(nint handle);

    [LibraryImport(Library)]
    private static partial int tjGetErrorCode(nint handle);
}
