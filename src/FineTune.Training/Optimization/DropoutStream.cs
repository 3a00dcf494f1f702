using FineTune.Training.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace FineTune.Training.Optimization;

/// <summary>
/// The dropout of an update. Each mask is a pure function of the update's key, of how many masks came before it, and of the row and
/// place that an element belongs to. So trials on other threads change nothing, a resumed trial draws what the uninterrupted one
/// would have drawn, and an update draws the same in parts, however many they are, as at once.
/// </summary>
/// <remarks>
/// On the CPU the masks are made by a vectorised integer hash of the element's column (two rounds of multiply and shift,
/// constants of Mulvey's lowbias32), salted for each place: several times faster than a Mersenne twister. On other devices the
/// device's own generator is seeded for each mask and part, where hashing would cost as much as the matrix products do: there
/// parts draw other masks than the whole.
/// </remarks>
internal sealed class DropoutStream(RandomKey key)
{
    private delegate void MaskWriter(DropoutLines lines, RandomKey key);

    /// <summary>The number of the next mask.</summary>
    public ulong Site { get; set; }

    /// <summary>Whose elements are dropped.</summary>
    public RowPlaces Places { get; set; } = RowPlaces.Unknown;

    /// <summary>Inverted dropout of vectors [.., D], one for each token or row: zero with probability <paramref name="rate"/>, otherwise divided by 1 - rate.</summary>
    public Tensor Vectors(Tensor input, double rate) => Apply(input, rate, (lines, key) =>
    {
        for (var i = 0; i < lines.Count; i++)
        {
            lines.Fill(i, key.Bits(Places.OfVector(i, lines.Count)), 0);
        }
    });

    /// <summary>Inverted dropout of vectors that belong to no row: those of a table from number <paramref name="first"/> on.</summary>
    public Tensor Table(Tensor input, int first, double rate) => Apply(input, rate, (lines, key) =>
    {
        for (var i = 0; i < lines.Count; i++)
        {
            lines.Fill(i, key.Bits(RowPlaces.OfTable(first + i)), 0);
        }
    });

    /// <summary>Inverted dropout of probabilities of attention [.., Q, K], all heads of a row after each other.</summary>
    public Tensor Attention(Tensor input, double rate)
    {
        var queries = (int)input.shape[^2];
        return Apply(input, rate, (lines, key) =>
        {
            var ofRow = lines.Count / Places.AttentionRows;
            for (var i = 0; i < lines.Count; i++)
            {
                var (id, first) = Places.OfLine(i / ofRow, i % ofRow / queries, i % queries, queries);
                lines.Fill(i, key.Bits(id), first);
            }
        });
    }

    private Tensor Apply(Tensor input, double rate, MaskWriter fill)
    {
        if (rate <= 0)
        {
            return input;
        }

        using var mask = Mask(input, rate, key.Derive(Site++), fill);
        return input.mul(mask);
    }

    private Tensor Mask(Tensor input, double rate, RandomKey key, MaskWriter fill)
    {
        if (input.device_type != DeviceType.CPU)
        {
            using var generator = new Generator(key.Derive((ulong)Places.FirstRow).Bits(0), input.device);
            var drawn = empty(input.shape, input.dtype, input.device);
            return drawn.bernoulli_(1 - rate, generator).div_(1 - rate);
        }

        var mask = empty(input.shape, ScalarType.Float32);
        fill(new DropoutLines(mask, rate), key);
        if (input.dtype == ScalarType.Float32)
        {
            return mask;
        }

        using (mask)
        {
            return mask.to_type(input.dtype);
        }
    }
}
