using System.Text;

namespace FineTune.Testing.Fuzzing;

/// <summary>Damages bytes as broken lines, careless tools and strangers do: flips, cuts, repeats, splices, and pieces that formats trip over.</summary>
internal static class ByteMutator
{
    private static readonly byte[][] Pieces =
    [
        .. new[] { "\"", "\"\"", ",", ";", "\t", "\r", "\n", "\r\n", "{", "}", "[", "]", ":", "null", "true", "-1", "1e999", "9223372036854775808", "\\ud800", "\0", "=cmd|'/c x'!A1", "../../x", "é", "𝔘" }
            .Select(Encoding.UTF8.GetBytes),
        [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F], [0, 0, 0, 0, 0, 0, 0, 0],
    ];

    /// <summary>A damaged copy of <paramref name="seed"/>.</summary>
    /// <param name="seed">A sound input.</param>
    /// <param name="random">Decides where and how.</param>
    public static byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var steps = 1 + random.Next(6); steps > 0; steps--)
        {
            Step(bytes, random);
        }

        return [.. bytes];
    }

    private static void Step(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(1 + random.Next(32), bytes.Count - at);
        switch (random.Next(8))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, length);
                break;
            case 3:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 4:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 5:
                var run = new byte[1 + random.Next(2000)];
                Array.Fill(run, (byte)random.Next(256));
                bytes.InsertRange(at, run);
                break;
            case 6 when at + 8 <= bytes.Count:
                var number = BitConverter.GetBytes(random.Next(3) switch { 0 => random.NextInt64(), 1 => random.NextInt64(1 << 20), _ => -random.NextInt64(1 << 20) });
                for (var i = 0; i < number.Length; i++)
                {
                    bytes[at + i] = number[i];
                }

                break;
            default:
                bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                break;
        }
    }
}
