namespace FineTune.Search.Numerics;

/// <summary>CRC-32 (IEEE 802.3, as zlib).</summary>
internal static class Crc32
{
    /// <summary>The checksum of the bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFFFFFFFFu;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320u : 0);
            }
        }

        return ~crc;
    }
}
