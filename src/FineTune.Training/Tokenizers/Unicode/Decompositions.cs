using System.Globalization;

namespace FineTune.Training.Tokenizers.Unicode;

/// <summary>
/// Decompositions, compositions and combining classes of Unicode 14 (less what the tokenizers library lacks). .NET's own
/// normalization does nothing under invariant globalization and follows another version, so the tables are ours.
/// </summary>
internal static class Decompositions
{
    private const int HangulBase = 0xAC00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7;
    private const int Vowels = 21, Tails = 28, HangulCount = 19 * Vowels * Tails;

    private static readonly Dictionary<int, byte> Classes = [];
    private static readonly Dictionary<int, int[]> Canonical = [];
    private static readonly Dictionary<int, int[]> Compatible = [];
    private static readonly Dictionary<(int, int), int> Pairs = [];

    static Decompositions()
    {
        foreach (var line in UnicodeResource.Lines("decompositions.txt"))
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            var code = Hex(line[..space]);
            foreach (var field in line[(space + 1)..].Split(';'))
            {
                Read(code, field[0], field[2..]);
            }
        }
    }

    /// <summary>The canonical combining class; 0 for starters.</summary>
    public static int ClassOf(int code) => code >= 0x300 && Classes.TryGetValue(code, out var value) ? value : 0;

    /// <summary>Appends the full decomposition of a code point.</summary>
    public static void Decompose(int code, bool compatible, List<int> result)
    {
        if (code < 0xA0)
        {
            result.Add(code);
        }
        else if (code is >= HangulBase and < HangulBase + HangulCount)
        {
            var syllable = code - HangulBase;
            result.Add(LeadBase + (syllable / (Vowels * Tails)));
            result.Add(VowelBase + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails != 0)
            {
                result.Add(TailBase + (syllable % Tails));
            }
        }
        else if (Canonical.TryGetValue(code, out var parts) || (compatible && Compatible.TryGetValue(code, out parts)))
        {
            foreach (var part in parts)
            {
                Decompose(part, compatible, result);
            }
        }
        else
        {
            result.Add(code);
        }
    }

    /// <summary>The composition of two code points, or -1.</summary>
    public static int Compose(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + 19 && second is >= VowelBase and < VowelBase + Vowels)
        {
            return HangulBase + ((((first - LeadBase) * Vowels) + (second - VowelBase)) * Tails);
        }

        if (first is >= HangulBase and < HangulBase + HangulCount && (first - HangulBase) % Tails == 0 && second is > TailBase and < TailBase + Tails)
        {
            return first + (second - TailBase);
        }

        return second >= 0x300 && Pairs.TryGetValue((first, second), out var composed) ? composed : -1;
    }

    private static void Read(int code, char kind, string value)
    {
        if (kind == 'c')
        {
            Classes[code] = byte.Parse(value, CultureInfo.InvariantCulture);
            return;
        }

        var parts = Array.ConvertAll(value.Split(' '), Hex);
        (kind == 'k' ? Compatible : Canonical)[code] = parts;
        if (kind == 'd')
        {
            Pairs[(parts[0], parts[1])] = code;
        }
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
