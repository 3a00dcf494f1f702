using FineTune.Training.Tokenizers.PreTokenizers;

namespace FineTune.Training.Tokenizers.PostProcessors;

/// <summary>Takes leading and trailing spaces of byte-level tokens out of their offsets.</summary>
internal static class OffsetTrimming
{
    /// <summary>Trims every token; a first space that the prefix rule added is not in the text and so stays counted.</summary>
    public static void Trim(TokenEncoding encoding, bool addPrefixSpace)
    {
        var tokens = encoding.Span;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            var leading = Count(token.Text, fromEnd: false);
            var trailing = Count(token.Text, fromEnd: true);
            if (leading == 0 && trailing == 0)
            {
                continue;
            }

            var isPrefix = leading > 0 && addPrefixSpace && (i == 0 || token.Start == 0);
            leading -= isPrefix ? 1 : 0;
            var wide = token.StartsWithPair ? 1 : 0; // A prefix space may stand for a character of two units.
            var start = leading == 0 ? token.Start : Math.Min(token.Start + leading + wide, token.End);
            var end = trailing == 0 || token.End < trailing ? token.End
                : trailing == token.Text.Length ? Math.Max(token.End - trailing - wide, start)
                : Math.Max(token.End - trailing, start);
            tokens[i] = token with { Start = start, End = end };
        }
    }

    private static int Count(string text, bool fromEnd)
    {
        var count = 0;
        while (count < text.Length && IsSpace(fromEnd ? text[text.Length - 1 - count] : text[count]))
        {
            count++;
        }

        return count;
    }

    private static bool IsSpace(char unit) => unit == ByteUnits.Space || char.IsWhiteSpace(unit);
}
