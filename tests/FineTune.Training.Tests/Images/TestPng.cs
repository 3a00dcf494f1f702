using System.Buffers.Binary;
using System.IO.Compression;

namespace FineTune.Training.Tests.Images;

/// <summary>Writes PNG files of 8-bit colour.</summary>
internal static class TestPng
{
    /// <summary>A file of one colour with noise, different for each seed.</summary>
    public static byte[] Noisy(int width, int height, (int Red, int Green, int Blue) color, int seed)
    {
        var random = new Random(seed);
        byte Near(int value) => (byte)Math.Clamp(value + random.Next(-40, 41), 0, 255);
        var pixels = new byte[width * height * 3];
        for (var i = 0; i < pixels.Length; i += 3)
        {
            (pixels[i], pixels[i + 1], pixels[i + 2]) = (Near(color.Red), Near(color.Green), Near(color.Blue));
        }

        return Write(width, height, pixels);
    }

    /// <summary>A file of pixels [height, width, 3].</summary>
    public static byte[] Write(int width, int height, byte[] pixels)
    {
        var rows = new byte[height * ((width * 3) + 1)];
        for (var y = 0; y < height; y++)
        {
            pixels.AsSpan(y * width * 3, width * 3).CopyTo(rows.AsSpan((y * ((width * 3) + 1)) + 1));
        }

        return Write((width, height), rows);
    }

    /// <summary>A file whose header states a size and whose rows are given, each after its filter's number.</summary>
    public static byte[] Write((int Width, int Height) stated, byte[] rows)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, stated.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), stated.Height);
        (header[8], header[9]) = (8, 2);
        WriteChunk(file, "IHDR"u8, header);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            zlib.Write(rows);
        }

        WriteChunk(file, "IDAT"u8, packed.ToArray());
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] summed = [.. type, .. content];
        file.Write(summed);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(summed));
        file.Write(number);
    }

    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
        }

        return ~crc;
    }
}
