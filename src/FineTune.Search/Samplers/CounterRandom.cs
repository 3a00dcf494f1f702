using System.Text;

namespace FineTune.Search.Samplers;

/// <summary>A counter-based random stream: Philox 4x32 with 10 rounds (Salmon et al. 2011), keyed by the study's seed.</summary>
/// <remarks>
/// The counter holds (block, trial, attempt, stream), so that a stream's numbers depend on nothing but its identity: not on other streams,
/// nor on the order in which they are read. Fixed by the authors' test vectors.
/// </remarks>
public struct CounterRandom
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;
    private const uint Weyl0 = 0x9E3779B9;
    private const uint Weyl1 = 0xBB67AE85;

    private readonly ulong _key;
    private readonly uint _trial;
    private readonly uint _attempt;
    private readonly uint _stream;
    private uint _block;
    private ulong _spare;
    private bool _hasSpare;

    /// <summary>The stream of this name for this proposal.</summary>
    public CounterRandom(SampleSeed seed, string stream)
    {
        _key = seed.Study;
        _trial = (uint)seed.Trial;
        _attempt = (uint)seed.Attempt;
        _stream = Hash(stream);
        _block = 0;
        _spare = 0;
        _hasSpare = false;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }

        var (a, b, c, d) = Block(_key, _block++, _trial, _attempt, _stream);
        _spare = ((ulong)d << 32) | c;
        _hasSpare = true;
        return ((ulong)b << 32) | a;
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal (Box and Muller 1958).</summary>
    public double NextNormal() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    /// <summary>Uniform in 0..count-1.</summary>
    public int NextIndex(int count) => (int)Math.BigMul(NextBits(), (ulong)count, out _);

    /// <summary>The four words of one Philox 4x32-10 block.</summary>
    public static (uint A, uint B, uint C, uint D) Block(ulong key, uint c0, uint c1, uint c2, uint c3)
    {
        var key0 = (uint)key;
        var key1 = (uint)(key >> 32);
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ key0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ key1;
            c3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (c0, c1, c2, c3);
    }

    /// <summary>FNV-1a over the name's UTF-8 bytes.</summary>
    private static uint Hash(string name)
    {
        var hash = 2166136261u;
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            hash = (hash ^ value) * 16777619u;
        }

        return hash;
    }
}
