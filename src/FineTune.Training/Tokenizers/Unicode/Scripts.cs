using System.Globalization;

namespace FineTune.Training.Tokenizers.Unicode;

/// <summary>The writing system of each code point (Unicode 14), from <c>scripts.txt</c>.</summary>
internal static class Scripts
{
    private static readonly int[] Firsts;
    private static readonly int[] Lasts;
    private static readonly string[] Names;

    static Scripts()
    {
        var ranges = UnicodeResource.Lines("scripts.txt").SelectMany(line =>
        {
            var fields = line.Split(' ');
            return fields.Skip(1).Select(field =>
            {
                var ends = Array.ConvertAll(field.Split('-'), end => int.Parse(end, NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                return (First: ends[0], Last: ends[^1], Name: fields[0]);
            });
        }).OrderBy(r => r.First).ToArray();
        Firsts = Array.ConvertAll(ranges, r => r.First);
        Lasts = Array.ConvertAll(ranges, r => r.Last);
        Names = Array.ConvertAll(ranges, r => r.Name);
    }

    /// <summary>The script's name; empty for code points without one.</summary>
    public static string Of(int code)
    {
        var index = Array.BinarySearch(Firsts, code);
        index = index >= 0 ? index : ~index - 1;
        return index >= 0 && code <= Lasts[index] ? Names[index] : "";
    }
}
