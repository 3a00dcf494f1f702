using System.IO.Hashing;
using StandIns.Surface;

namespace StandIns.FunctionsWorker.Tests.Hashing;

/// <summary>The stand-in of System.IO.Hashing has the members of the real base class (package 6.0.0), and no others.</summary>
public sealed class NonCryptographicHashAlgorithmTests
{
    private const string Name = "System.IO.Hashing.NonCryptographicHashAlgorithm";

    private static readonly string[] Real =
    [
        $"M:{Name}.#ctor(System.Int32)  | hashLengthInBytes",
        $"M:{Name}.Append(System.Byte[]) -> System.Void  | source",
        $"M:{Name}.Append(System.IO.Stream) -> System.Void  | stream",
        $"M:{Name}.Append(System.ReadOnlySpan{{System.Byte}}) -> System.Void  | source",
        $"M:{Name}.AppendAsync(System.IO.Stream,System.Threading.CancellationToken) -> System.Threading.Tasks.Task  | stream, cancellationToken=null",
        $"M:{Name}.GetCurrentHash -> System.Byte[]",
        $"M:{Name}.GetCurrentHash(System.Span{{System.Byte}}) -> System.Int32  | destination",
        $"M:{Name}.GetCurrentHashCore(System.Span{{System.Byte}}) -> System.Void  | destination",
        $"M:{Name}.GetHashAndReset -> System.Byte[]",
        $"M:{Name}.GetHashAndReset(System.Span{{System.Byte}}) -> System.Int32  | destination",
        $"M:{Name}.GetHashAndResetCore(System.Span{{System.Byte}}) -> System.Void  | destination",
        $"M:{Name}.Reset -> System.Void",
        $"M:{Name}.TryGetCurrentHash(System.Span{{System.Byte}},System.Int32@) -> System.Boolean  | destination, bytesWritten",
        $"M:{Name}.TryGetHashAndReset(System.Span{{System.Byte}},System.Int32@) -> System.Boolean  | destination, bytesWritten",
        $"P:{Name}.HashLengthInBytes -> System.Int32  | get;",
        $"T:{Name}  | abstract class",
    ];

    [Fact]
    public void Its_members_are_those_of_the_real_class() =>
        Assert.Equal(Real, PublicSurface.Of(typeof(NonCryptographicHashAlgorithm).Assembly));

    [Fact]
    public async Task All_ways_to_append_and_read_agree()
    {
        var hash = new Sum();
        hash.Append(new byte[] { 1, 2 });
        hash.Append(new MemoryStream([3]));
        await hash.AppendAsync(new MemoryStream([4]), TestContext.Current.CancellationToken);
        var written = new byte[4];

        Assert.Equal([10], hash.GetCurrentHash());
        Assert.Equal(1, hash.GetCurrentHash(written));
        Assert.Equal(10, written[0]);
        Assert.False(hash.TryGetCurrentHash([], out _));
        Assert.Equal([10], hash.GetHashAndReset());
        Assert.Equal([0], hash.GetCurrentHash());
        Assert.Throws<ArgumentException>(() => hash.GetHashAndReset([]));
    }

    private sealed class Sum() : NonCryptographicHashAlgorithm(1)
    {
        private byte _sum;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (var value in source)
            {
                _sum += value;
            }
        }

        public override void Reset() => _sum = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) => destination[0] = _sum;
    }
}
