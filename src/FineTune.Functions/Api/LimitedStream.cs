namespace FineTune.Functions.Api;

/// <summary>Reads another stream and refuses to go beyond a number of bytes.</summary>
internal sealed class LimitedStream(Stream inner, long maxBytes) : Stream
{
    private const string ForwardOnly = "This stream is only read, from its begin to its end.";

    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException(ForwardOnly);

    public override long Position
    {
        get => _read;
        set => throw new NotSupportedException(ForwardOnly);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Count(await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => Count(inner.Read(buffer, offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException(ForwardOnly);

    public override void SetLength(long value) => throw new NotSupportedException(ForwardOnly);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(ForwardOnly);

    private int Count(int read)
    {
        _read += read;
        return _read <= maxBytes ? read : throw RequestBodies.TooLong(maxBytes);
    }
}
