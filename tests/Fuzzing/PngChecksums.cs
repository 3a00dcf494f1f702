using System.Buffers.Binary;

namespace FineTune.Testing.Fuzzing;

/// <summary>Makes the checksums of a damaged PNG right again, so that the damage reaches what lies behind them.</summary>
internal static class PngChecksums
{
    private const int SignatureLength = 8;
    private const int ChunkFrame = 12;

    /// <summary>Writes the right checksum into every chunk whose length stays within the file.</summary>
    public static byte[] Mend(byte[] file)
    {
        for (long at = SignatureLength; at + ChunkFrame <= file.Length;)
        {
            var chunk = file.AsSpan((int)at);
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (at + ChunkFrame + length > file.Length)
            {
                break;
            }

            BinaryPrimitives.WriteUInt32BigEndian(chunk[(8 + (int)length)..], Of(chunk.Slice(4, 4 + (int)length)));
            at += ChunkFrame + length;
        }

        return file;
    }

    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320u);
            }
        }

        return ~sum;
    }
}
