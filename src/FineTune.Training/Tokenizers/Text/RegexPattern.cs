using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>
/// A regular expression as tokenizer files write it, matched by code points. .NET matches UTF-16 units, so a text with
/// characters above U+FFFF is matched in a shadow in which each of them is one stand-in of the same general category.
/// </summary>
internal sealed class RegexPattern : TextPattern
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly char[] StandIns = MakeStandIns();
    private readonly Regex _regex;

    /// <summary>Creates the pattern.</summary>
    /// <exception cref="ArgumentException">The expression is not understood.</exception>
    public RegexPattern(string expression) =>
        _regex = new Regex(RegexTranslation.ToNet(expression), RegexOptions.CultureInvariant | RegexOptions.Compiled, Patience);

    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        try
        {
            if (text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0)
            {
                FindInShadow(text, matches);
                return;
            }

            foreach (var match in _regex.EnumerateMatches(text))
            {
                matches.Add((match.Index, match.Index + match.Length));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            throw new InvalidInputException("tokenizer.json", "pre_tokenizer", $"Its regular expression needs more than {Patience.TotalSeconds} s for a text.", "Use a tokenizer with a simpler expression.");
        }
    }

    private void FindInShadow(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        var shadow = new StringBuilder(text.Length);
        var places = new List<int>(text.Length + 1);
        for (var i = 0; i < text.Length;)
        {
            var code = CodePoints.At(text, i, out var length);
            places.Add(i);
            shadow.Append(code < 0x10000 ? (char)code : StandInOf(code));
            i += length;
        }

        places.Add(text.Length);
        foreach (var match in _regex.EnumerateMatches(shadow.ToString()))
        {
            matches.Add((places[match.Index], places[match.Index + match.Length]));
        }
    }

    private static char StandInOf(int code)
    {
        var category = CharUnicodeInfo.GetUnicodeCategory(code);
        return category switch
        {
            UnicodeCategory.OtherLetter when code is >= 0x20000 and <= 0x3FFFF => '\u3400',
            UnicodeCategory.OtherSymbol when CodePoints.PatternWord.Contains(code) => '\u24B6',
            _ => StandIns[(int)category],
        };
    }

    private static char[] MakeStandIns()
    {
        var rare = new Dictionary<UnicodeCategory, char>
        {
            [UnicodeCategory.UppercaseLetter] = '\uA640', [UnicodeCategory.LowercaseLetter] = '\uA641',
            [UnicodeCategory.TitlecaseLetter] = '\u1F88', [UnicodeCategory.ModifierLetter] = '\uA717',
            [UnicodeCategory.OtherLetter] = '\uA500', [UnicodeCategory.NonSpacingMark] = '\u1CD0',
            [UnicodeCategory.SpacingCombiningMark] = '\u1B04', [UnicodeCategory.EnclosingMark] = '\u20DD',
            [UnicodeCategory.DecimalDigitNumber] = '\uA620', [UnicodeCategory.LetterNumber] = '\uA6E6',
            [UnicodeCategory.OtherNumber] = '\u0F2A', [UnicodeCategory.ConnectorPunctuation] = '\u203F',
            [UnicodeCategory.DashPunctuation] = '\u2E17', [UnicodeCategory.OpenPunctuation] = '\u2E22',
            [UnicodeCategory.ClosePunctuation] = '\u2E23', [UnicodeCategory.InitialQuotePunctuation] = '\u2E02',
            [UnicodeCategory.FinalQuotePunctuation] = '\u2E03', [UnicodeCategory.OtherPunctuation] = '\u2E18',
            [UnicodeCategory.MathSymbol] = '\u2A00', [UnicodeCategory.CurrencySymbol] = '\u20B0',
            [UnicodeCategory.ModifierSymbol] = '\uA700', [UnicodeCategory.OtherSymbol] = '\u2800',
            [UnicodeCategory.Format] = '\u2061', [UnicodeCategory.PrivateUse] = '\uE000',
        };
        var result = new char[30];
        Array.Fill(result, '\u0378');
        foreach (var (category, unit) in rare)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(unit) != category)
            {
                throw new InvalidOperationException($"U+{(int)unit:X4} is no {category}.");
            }

            result[(int)category] = unit;
        }

        return result;
    }
}
