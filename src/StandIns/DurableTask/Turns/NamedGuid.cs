using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Turns;

/// <summary>GUIDs that are a function of a name: RFC 9562, version 5 (SHA-1).</summary>
internal static class NamedGuid
{
    private static readonly Guid Space = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Of(string name)
    {
        var bytes = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Space.TryWriteBytes(bytes, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, bytes.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(bytes, hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Version 5 is SHA-1 by definition; nothing secret hangs on it.")]
    private static void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => SHA1.HashData(data, hash);
}
