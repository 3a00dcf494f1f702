using System.Runtime.InteropServices;

namespace FineTune.Training.Images;

/// <summary>PNG through libspng: every colour type and bit depth, 16 bits scaled to 8.</summary>
internal static partial class PngDecoder
{
    /// <summary>The library's file name; Debian's package is libspng0.</summary>
    public const string Library = "libspng.so.0";

    private const int Rgba8 = 1;
    private const int ApplyTransparency = 1;

    /// <summary>Most bytes of one chunk beside the pixels, and of all that are kept: texts and colour profiles that swell when unpacked.</summary>
    private const nuint MostChunkBytes = 16 << 20;

    /// <summary>Deflate makes at most 1032 bytes of one, and a byte holds at most 8 pixels: what states more is refused before memory is taken.</summary>
    private const long MostPixelsPerByte = 8 * 1032;

    /// <summary>Decodes a whole file.</summary>
    /// <exception cref="ImageDecodingException">It is damaged or too large.</exception>
    public static unsafe RgbImage Decode(ReadOnlySpan<byte> file, long maxPixels)
    {
        var context = spng_ctx_new(0);
        if (context == 0)
        {
            throw new ImageDecodingException("libspng has no memory to decode it.");
        }

        try
        {
            fixed (byte* start = file)
            {
                return Decode(context, start, (nuint)file.Length, maxPixels);
            }
        }
        finally
        {
            spng_ctx_free(context);
        }
    }

    private static unsafe RgbImage Decode(nint context, byte* file, nuint length, long maxPixels)
    {
        Check(spng_set_chunk_limits(context, MostChunkBytes, MostChunkBytes));
        Check(spng_set_png_buffer(context, file, length));
        Check(spng_get_ihdr(context, out var header));
        ImageDecoder.CheckSize(header.Width, header.Height, maxPixels);
        if ((long)header.Width * header.Height > (long)length * MostPixelsPerByte)
        {
            throw new ImageDecodingException($"Its header states {header.Width} × {header.Height} pixels, more than its {length} bytes can hold.");
        }

        Check(spng_decoded_image_size(context, Rgba8, out var size));
        var decoded = new byte[size];
        fixed (byte* target = decoded)
        {
            Check(spng_decode_image(context, target, size, Rgba8, ApplyTransparency));
        }

        return new RgbImage((int)header.Width, (int)header.Height, OnWhite(decoded));
    }

    /// <summary>Lays pixels on white as PIL's alpha_composite does: 7 more bits of precision, rounded division by 255.</summary>
    private static byte[] OnWhite(byte[] decoded)
    {
        var pixels = new byte[decoded.Length / 4 * RgbImage.Channels];
        for (int from = 0, to = 0; from < decoded.Length; from += 4)
        {
            var alpha = decoded[from + 3];
            for (var channel = 0; channel < RgbImage.Channels; channel++, to++)
            {
                pixels[to] = alpha switch
                {
                    255 => decoded[from + channel],
                    0 => 255,
                    _ => Blend(decoded[from + channel], alpha),
                };
            }
        }

        return pixels;
    }

    private static byte Blend(uint color, uint alpha)
    {
        var sum = (color * alpha * 128) + (255 * (255 - alpha) * 128) + (0x80 << 7);
        return (byte)((((sum >> 8) + sum) >> 8) >> 7);
    }

    private static void Check(int error)
    {
        if (error != 0)
        {
            var reason = Marshal.PtrToStringUTF8(spng_strerror(error));
            throw new ImageDecodingException($"It is no intact PNG ({reason}).");
        }
    }

    [LibraryImport(Library)]
    private static partial nint spng_ctx_new(int flags);

    [LibraryImport(Library)]
    private static partial void spng_ctx_free(nint context);

    [LibraryImport(Library)]
    private static unsafe partial int spng_set_png_buffer(nint context, byte* buffer, nuint size);

    [LibraryImport(Library)]
    private static partial int spng_set_chunk_limits(nint context, nuint chunkSize, nuint cacheSize);

    [LibraryImport(Library)]
    private static partial int spng_get_ihdr(nint context, out Header header);

    [LibraryImport(Library)]
    private static partial int spng_decoded_image_size(nint context, int format, out nuint length);

    [LibraryImport(Library)]
    private static unsafe partial int spng_decode_image(nint context, byte* target, nuint length, int format, int flags);

    [LibraryImport(Library)]
    private static partial nint spng_strerror(int error);

    /// <summary>spng_ihdr.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        public uint Width;
        public uint Height;
        public byte BitDepth;
        public byte ColorType;
        public byte CompressionMethod;
        public byte FilterMethod;
        public byte InterlaceMethod;
    }
}
