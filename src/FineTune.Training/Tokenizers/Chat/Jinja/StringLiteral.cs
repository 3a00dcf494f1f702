using System.Globalization;
using System.Text;

namespace FineTune.Training.Tokenizers.Chat.Jinja;

/// <summary>Texts in quotes, with Python's escapes.</summary>
internal static class StringLiteral
{
    private const string Escaped = "nrtabfv\\'\"0";
    private const string Meant = "\n\r\t\a\b\f\v\\'\"\0";

    /// <summary>One past the closing quote of the literal at a place; -1 where it is not closed.</summary>
    public static int End(string text, int start)
    {
        for (var i = start + 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == text[start])
            {
                return i + 1;
            }
        }

        return -1;
    }

    /// <summary>The text that the inside of a literal means; an unknown escape stands as it is written.</summary>
    public static string Decode(ReadOnlySpan<char> inside)
    {
        var text = new StringBuilder(inside.Length);
        for (var i = 0; i < inside.Length; i++)
        {
            if (inside[i] != '\\' || i + 1 == inside.Length)
            {
                text.Append(inside[i]);
                continue;
            }

            var kind = inside[++i];
            var digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + digits < inside.Length && int.TryParse(inside.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && code is >= 0 and <= 0x10FFFF)
            {
                text.Append(code is >= 0xD800 and < 0xE000 or <= 0xFFFF ? ((char)code).ToString() : char.ConvertFromUtf32(code));
                i += digits;
            }
            else if (Escaped.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var known)
            {
                text.Append(Meant[known]);
            }
            else
            {
                text.Append(kind == '\n' ? "" : $"\\{kind}");
            }
        }

        return text.ToString();
    }
}
