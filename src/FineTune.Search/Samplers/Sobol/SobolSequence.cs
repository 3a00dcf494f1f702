namespace FineTune.Search.Samplers.Sobol;

/// <summary>Sobol points in up to 40 dimensions (direction numbers of Joe and Kuo 2008), plain or scrambled (Owen, by hashing).</summary>
/// <remarks>Point 0 of the plain sequence is the origin. A lower dimension is a prefix of the coordinates.</remarks>
public sealed class SobolSequence
{
    /// <summary>The largest number of dimensions.</summary>
    public const int MostDimensions = 40;

    private const int Bits = 32;

    /// <summary>By dimension from the second: polynomial degree, its inner coefficients, the first direction numbers.</summary>
    private static readonly uint[][] Table =
    [
        [1, 0, 1], [2, 1, 1, 3], [3, 1, 1, 3, 1], [3, 2, 1, 1, 1], [4, 1, 1, 1, 3, 3], [4, 4, 1, 3, 5, 13], [5, 2, 1, 1, 5, 5, 17],
        [5, 4, 1, 1, 5, 5, 5], [5, 7, 1, 1, 7, 11, 19], [5, 11, 1, 1, 5, 1, 1], [5, 13, 1, 1, 1, 3, 11], [5, 14, 1, 3, 5, 5, 31],
        [6, 1, 1, 3, 3, 9, 7, 49], [6, 13, 1, 1, 1, 15, 21, 21], [6, 16, 1, 3, 1, 13, 27, 49], [6, 19, 1, 1, 1, 15, 7, 5],
        [6, 22, 1, 3, 1, 15, 13, 25], [6, 25, 1, 1, 5, 5, 19, 61], [7, 1, 1, 3, 7, 11, 23, 15, 103], [7, 4, 1, 3, 7, 13, 13, 15, 69],
        [7, 7, 1, 1, 3, 13, 7, 35, 63], [7, 8, 1, 3, 5, 9, 1, 25, 53], [7, 14, 1, 3, 1, 13, 9, 35, 107], [7, 19, 1, 3, 1, 5, 27, 61, 31],
        [7, 21, 1, 1, 5, 11, 19, 41, 61], [7, 28, 1, 3, 5, 3, 3, 13, 69], [7, 31, 1, 1, 7, 13, 1, 19, 1], [7, 32, 1, 3, 7, 5, 13, 19, 59],
        [7, 37, 1, 1, 3, 9, 25, 29, 41], [7, 41, 1, 3, 5, 13, 23, 1, 55], [7, 42, 1, 3, 7, 3, 13, 59, 17], [7, 50, 1, 3, 1, 3, 5, 53, 69],
        [7, 55, 1, 1, 5, 5, 23, 33, 13], [7, 56, 1, 1, 7, 7, 1, 61, 123], [7, 59, 1, 1, 7, 9, 13, 61, 49], [7, 62, 1, 3, 3, 5, 3, 55, 33],
        [8, 14, 1, 3, 1, 15, 31, 13, 49, 245], [8, 21, 1, 3, 5, 15, 31, 59, 63, 97], [8, 22, 1, 3, 1, 11, 11, 11, 77, 249],
    ];

    private readonly uint[][] _directions;
    private readonly uint[]? _seeds;

    /// <summary>A sequence of this many dimensions.</summary>
    /// <param name="dimensions">1 to <see cref="MostDimensions"/>.</param>
    /// <param name="scramble">A seed to scramble with, or null for the plain sequence.</param>
    public SobolSequence(int dimensions, SampleSeed? scramble = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MostDimensions);
        _directions = new uint[dimensions][];
        for (var d = 0; d < dimensions; d++)
        {
            _directions[d] = Directions(d);
        }

        if (scramble is { } seed)
        {
            var random = new CounterRandom(seed, "sobol");
            _seeds = new uint[dimensions];
            for (var d = 0; d < dimensions; d++)
            {
                _seeds[d] = (uint)random.NextBits();
            }
        }
    }

    /// <summary>Fills one coordinate vector in [0, 1).</summary>
    public void Fill(uint index, Span<double> point)
    {
        var gray = index ^ (index >> 1);
        for (var d = 0; d < _directions.Length; d++)
        {
            var value = 0u;
            var directions = _directions[d];
            for (var bit = 0; gray >> bit != 0; bit++)
            {
                if (((gray >> bit) & 1) != 0)
                {
                    value ^= directions[bit];
                }
            }

            point[d] = (_seeds is null ? value : Scramble(value, _seeds[d])) * (1.0 / 4294967296.0);
        }
    }

    private static uint[] Directions(int dimension)
    {
        var directions = new uint[Bits];
        if (dimension == 0)
        {
            for (var bit = 0; bit < Bits; bit++)
            {
                directions[bit] = 1u << (Bits - 1 - bit);
            }

            return directions;
        }

        var row = Table[dimension - 1];
        var degree = (int)row[0];
        var numbers = new uint[Bits];
        for (var bit = 0; bit < Bits; bit++)
        {
            if (bit < degree)
            {
                numbers[bit] = row[2 + bit];
            }
            else
            {
                numbers[bit] = numbers[bit - degree] ^ (numbers[bit - degree] << degree);
                for (var i = 1; i < degree; i++)
                {
                    numbers[bit] ^= ((row[1] >> (degree - 1 - i)) & 1) * (numbers[bit - i] << i);
                }
            }

            directions[bit] = numbers[bit] << (Bits - 1 - bit);
        }

        return directions;
    }

    /// <summary>Nested uniform scrambling by a hash in which each bit hangs on the higher ones only (Laine and Karras 2011; Burley 2020).</summary>
    private static uint Scramble(uint value, uint seed)
    {
        value = Reverse(value);
        value ^= value * 0x3d20adea;
        value += seed;
        value *= (seed >> 16) | 1;
        value ^= value * 0x05526c56;
        value ^= value * 0x53a22864;
        return Reverse(value);
    }

    private static uint Reverse(uint value)
    {
        value = ((value >> 1) & 0x55555555) | ((value & 0x55555555) << 1);
        value = ((value >> 2) & 0x33333333) | ((value & 0x33333333) << 2);
        value = ((value >> 4) & 0x0f0f0f0f) | ((value & 0x0f0f0f0f) << 4);
        return System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(value);
    }
}
