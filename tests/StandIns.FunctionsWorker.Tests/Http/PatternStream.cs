namespace StandIns.FunctionsWorker.Tests.Http;

/// <summary>A long stream of made-up bytes that holds none of them.</summary>
public sealed class PatternStream(long length) : Stream
{
    private const string ForwardOnly = "This stream is only read, from its begin to its end.";

    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException(ForwardOnly);
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var taken = (int)Math.Min(count, length - _position);
        for (var i = 0; i < taken; i++)
        {
            buffer[offset + i] = (byte)((_position + i) * 31 >> 3);
        }

        _position += taken;
        return taken;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException(ForwardOnly);

    public override void SetLength(long value) => throw new NotSupportedException(ForwardOnly);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException(ForwardOnly);
}
