using FineTune.Search.Samplers;

namespace FineTune.Search.Tests.Samplers;

public sealed class CounterRandomTests
{
    /// <summary>Written down when the stream was fixed: a change would change every study.</summary>
    private const ulong PinnedBits = 15759734811216771180;

    /// <summary>Known answers published with the generator (Random123, philox4x32-10).</summary>
    [Theory]
    [InlineData(0x0000000000000000UL, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffffffffffUL, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Block_equals_the_published_vectors(ulong key, uint c0, uint c1, uint c2, uint c3, uint a, uint b, uint c, uint d) =>
        Assert.Equal((a, b, c, d), CounterRandom.Block(key, c0, c1, c2, c3));

    [Fact]
    public void A_stream_is_fixed_for_ever()
    {
        var random = new CounterRandom(new SampleSeed(42, 3, 1), "learningRate");
        var first = random.NextBits();
        var again = new CounterRandom(new SampleSeed(42, 3, 1), "learningRate");
        Assert.Equal(first, again.NextBits());
        Assert.Equal(PinnedBits, first);
    }

    [Fact]
    public void Streams_differ_by_trial_attempt_and_name()
    {
        var bits = new[]
        {
            new CounterRandom(new SampleSeed(1, 0, 0), "a"), new CounterRandom(new SampleSeed(1, 1, 0), "a"),
            new CounterRandom(new SampleSeed(1, 0, 1), "a"), new CounterRandom(new SampleSeed(1, 0, 0), "b"), new CounterRandom(new SampleSeed(2, 0, 0), "a"),
        }.Select(random => random.NextBits()).ToList();
        Assert.Equal(bits.Count, bits.Distinct().Count());
    }

    [Fact]
    public void Doubles_are_uniform()
    {
        var random = new CounterRandom(new SampleSeed(5, 0), "uniform");
        var values = Enumerable.Range(0, 20_000).Select(_ => random.NextDouble()).ToList();
        Assert.All(values, value => Assert.InRange(value, 0, 0.9999999999999999));
        Assert.InRange(values.Average(), 0.49, 0.51);
        for (var part = 0; part < 10; part++)
        {
            Assert.InRange(values.Count(value => (int)(value * 10) == part), 1850, 2150);
        }
    }
}
