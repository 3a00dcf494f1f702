using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// The dropout of one forward pass. Each mask is a pure function of the pass's key and of how many masks came before it, so
/// trials on other threads change nothing, and a resumed trial draws what the uninterrupted one would have drawn.
/// </summary>
/// <remarks>
/// On the CPU the masks are made by a vectorised integer hash of the element's index (two rounds of multiply and shift,
/// constants of Mulvey's lowbias32): several times faster than a Mersenne twister. On other devices the device's own
/// generator is seeded for each mask.
/// </remarks>
internal sealed class DropoutStream(RandomKey key)
{
    /// <summary>The number of the next mask.</summary>
    public ulong Site { get; set; }

    /// <summary>Inverted dropout: zero with probability <paramref name="rate"/>, otherwise divided by 1 - rate.</summary>
    public Tensor Apply(Tensor input, double rate)
    {
        if (rate <= 0)
        {
            return input;
        }

        using var mask = Mask(input, rate, key.Derive(Site++));
        return input.mul(mask);
    }

    private static Tensor Mask(Tensor input, double rate, RandomKey key)
    {
        if (input.device_type != DeviceType.CPU)
        {
            using var generator = new Generator(key.Bits(0), input.device);
            var drawn = empty(input.shape, input.dtype, input.device);
            using var kept = drawn.bernoulli_(1 - rate, generator);
            using var scaled = kept.div_(1 - rate);
            return drawn;
        }

        var mask = empty(input.shape, ScalarType.Float32);
        Fill(MemoryMarshal.Cast<byte, float>(mask.bytes), rate, key);
        if (input.dtype == ScalarType.Float32)
        {
            return mask;
        }

        using (mask)
        {
            return mask.to_type(input.dtype);
        }
    }

    /// <summary>Writes 0 or 1/(1-rate) to every element.</summary>
    internal static void Fill(Span<float> mask, double rate, RandomKey key)
    {
        var threshold = (uint)Math.Min(uint.MaxValue, Math.Round(rate * 4294967296.0));
        var scale = (float)(1 / (1 - rate));
        var first = (uint)key.Bits(1);
        var second = (uint)(key.Bits(1) >> 32);
        var lanes = Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7);
        var keep = Vector256.Create(scale);
        var i = 0;
        for (; i <= mask.Length - 8; i += 8)
        {
            var hash = Hash(Vector256.Create((uint)i) + lanes + Vector256.Create(first), second);
            var kept = Vector256.GreaterThanOrEqual(hash, Vector256.Create(threshold)).AsSingle();
            (keep & kept).CopyTo(mask[i..]);
        }

        for (; i < mask.Length; i++)
        {
            mask[i] = Hash(Vector256.Create((uint)i + first), second).ToScalar() >= threshold ? scale : 0;
        }
    }

    private static Vector256<uint> Hash(Vector256<uint> x, uint salt)
    {
        x ^= Vector256.ShiftRightLogical(x, 16);
        x *= Vector256.Create(0x7FEB352Du);
        x ^= Vector256.ShiftRightLogical(x, 15) ^ Vector256.Create(salt);
        x *= Vector256.Create(0x846CA68Bu);
        return x ^ Vector256.ShiftRightLogical(x, 16);
    }
}
