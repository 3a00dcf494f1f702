using System.ComponentModel;

namespace System.IO.Hashing;

/// <summary>Base of hash algorithms that are not meant for security: checksums fed in pieces.</summary>
/// <remarks>
/// The storage client derives its own checksum from this type (it needs nothing else of the package),
/// so an upload or a download loads it by name.
/// </remarks>
public abstract class NonCryptographicHashAlgorithm
{
    private const int CopyBufferBytes = 81920;

    /// <summary>Fixes the length of the hash.</summary>
    /// <param name="hashLengthInBytes">Bytes in a hash, at least one.</param>
    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    /// <summary>Bytes in a hash.</summary>
    public int HashLengthInBytes { get; }

    /// <summary>Adds bytes to what was hashed so far.</summary>
    public abstract void Append(ReadOnlySpan<byte> source);

    /// <summary>Forgets everything appended.</summary>
    public abstract void Reset();

    /// <summary>Writes the hash of what was appended; <paramref name="destination"/> has exactly the right length.</summary>
    protected abstract void GetCurrentHashCore(Span<byte> destination);

    /// <summary>Writes the hash and forgets what was appended.</summary>
    protected virtual void GetHashAndResetCore(Span<byte> destination)
    {
        GetCurrentHashCore(destination);
        Reset();
    }

    /// <summary>Adds an array of bytes.</summary>
    public void Append(byte[] source)
    {
        ArgumentNullException.ThrowIfNull(source);
        Append(new ReadOnlySpan<byte>(source));
    }

    /// <summary>Adds the rest of a stream.</summary>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[CopyBufferBytes];
        int read;
        while ((read = stream.Read(buffer)) > 0)
        {
            Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>Adds the rest of a stream.</summary>
    public async Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var buffer = new byte[CopyBufferBytes];
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
        {
            Append(buffer.AsSpan(0, read));
        }
    }

    /// <summary>The hash of what was appended so far.</summary>
    public byte[] GetCurrentHash()
    {
        var hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <summary>Writes the hash if <paramref name="destination"/> is long enough.</summary>
    public bool TryGetCurrentHash(Span<byte> destination, out int bytesWritten)
    {
        var fits = destination.Length >= HashLengthInBytes;
        if (fits)
        {
            GetCurrentHashCore(destination[..HashLengthInBytes]);
        }

        bytesWritten = fits ? HashLengthInBytes : 0;
        return fits;
    }

    /// <summary>Writes the hash and says how many bytes it took.</summary>
    public int GetCurrentHash(Span<byte> destination) =>
        TryGetCurrentHash(destination, out var written) ? written : throw TooShort(nameof(destination));

    /// <summary>The hash, after which nothing is appended any more.</summary>
    public byte[] GetHashAndReset()
    {
        var hash = new byte[HashLengthInBytes];
        GetHashAndResetCore(hash);
        return hash;
    }

    /// <summary>Writes the hash and resets, if <paramref name="destination"/> is long enough.</summary>
    public bool TryGetHashAndReset(Span<byte> destination, out int bytesWritten)
    {
        var fits = destination.Length >= HashLengthInBytes;
        if (fits)
        {
            GetHashAndResetCore(destination[..HashLengthInBytes]);
        }

        bytesWritten = fits ? HashLengthInBytes : 0;
        return fits;
    }

    /// <summary>Writes the hash, resets, and says how many bytes it took.</summary>
    public int GetHashAndReset(Span<byte> destination) =>
        TryGetHashAndReset(destination, out var written) ? written : throw TooShort(nameof(destination));

    /// <summary>Not the hash of the data: use <see cref="GetCurrentHash()"/>.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public override int GetHashCode() => throw new NotSupportedException("Use GetCurrentHash() to read the hash of what was appended.");

    private ArgumentException TooShort(string parameter) =>
        new($"The destination must hold at least {HashLengthInBytes} bytes.", parameter);
}
