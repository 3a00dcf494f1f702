namespace FineTune.Training.Optimization;

/// <summary>
/// A point in a tree of random streams: a key is derived from its parent by numbers or a name, so that every draw is a pure
/// function of (seed, purpose, epoch, step, place). Nothing is shared between threads and nothing has to be saved.
/// </summary>
/// <remarks>Mixing is the finalizer of SplitMix64 (Steele, Lea and Flood 2014).</remarks>
internal readonly record struct RandomKey(ulong Value)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The key of a child stream.</summary>
    public RandomKey Derive(ulong part) => new(Mix(Value + GoldenGamma) ^ Mix(part ^ GoldenGamma));

    /// <summary>The key of a named child stream (FNV-1a over the name).</summary>
    public RandomKey Derive(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var character in name)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return Derive(hash);
    }

    /// <summary>The draw at a position of this stream: 64 random bits.</summary>
    public ulong Bits(ulong index) => Mix(Mix(Value + (index * GoldenGamma)) + Value);

    /// <summary>The draw at a position, uniform in [0, 1).</summary>
    public double Uniform(ulong index) => (Bits(index) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The draw at a position, uniform in 0..bound-1.</summary>
    public int Below(ulong index, int bound) => (int)Math.BigMul(Bits(index), (ulong)bound, out _);

    /// <summary>A random order of 0..count-1 (Fisher and Yates).</summary>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            order[i] = i;
        }

        for (var i = count - 1; i > 0; i--)
        {
            var j = Below((ulong)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    /// <summary>Fills with draws of the standard normal distribution (Box and Muller 1958), in double precision, times <paramref name="deviation"/>.</summary>
    public void FillNormal(Span<float> values, double deviation)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = deviation * Math.Sqrt(-2 * Math.Log(1 - Uniform((ulong)i)));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * Uniform((ulong)i + 1));
            values[i] = (float)(radius * cosine);
            if (i + 1 < values.Length)
            {
                values[i + 1] = (float)(radius * sine);
            }
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
