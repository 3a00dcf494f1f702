using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>BERT's clean-up: drop controls and unify spaces, set ideographs apart, strip accents, lower case.</summary>
/// <remarks>
/// Almost every character changes by itself, whatever stands beside it. What it changes to is found once by the slow
/// path and kept in a table; a text that holds anything else takes the slow path as a whole.
/// </remarks>
internal sealed class BertNormalizer : Normalizer
{
    private const char Unknown = '\0', Complex = '\uFFFF', Removed = '\uFFFE', Padded = '\uFFFD';
    private static readonly UnicodeFormNormalizer Decomposition = new(UnicodeForm.Nfd);
    private static readonly CaseFolding Lowercase = new();

    private readonly bool _cleanText;
    private readonly bool _setIdeographsApart;
    private readonly bool _stripAccents;
    private readonly bool _lowercase;
    private readonly char[] _table = new char[65536];

    /// <summary>Creates the normalizer with the options of its JSON.</summary>
    /// <param name="cleanText">Drop controls, make all white space a space.</param>
    /// <param name="handleChineseChars">Put spaces around ideographs.</param>
    /// <param name="stripAccents">Drop accents; null: as <paramref name="lowercase"/>.</param>
    /// <param name="lowercase">Lower case.</param>
    public BertNormalizer(bool cleanText, bool handleChineseChars, bool? stripAccents, bool lowercase)
    {
        _cleanText = cleanText;
        _setIdeographsApart = handleChineseChars;
        _stripAccents = stripAccents ?? lowercase;
        _lowercase = lowercase;
    }

    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var chars = text.Chars;
        for (var i = 0; i < chars.Length; i++)
        {
            var to = _table[chars[i]];
            if (to == Unknown)
            {
                to = Learn(chars[i]);
            }

            if (to == Complex)
            {
                text.Abandon();
                ApplyStepByStep(text);
                return;
            }

            if (to == Padded)
            {
                text.Emit(' ', i);
                text.Emit(chars[i], i);
                text.Emit(' ', i);
            }
            else if (to != Removed)
            {
                text.Emit(to, i);
            }
        }

        text.Commit();
    }

    private char Learn(char unit)
    {
        var to = Complex;
        if (!char.IsSurrogate(unit) && Decompositions.ClassOf(unit) == 0 && unit is > '\0' and < Padded)
        {
            var single = new MappedText();
            single.Load([unit], 0);
            ApplyStepByStep(single);
            to = single.Length switch
            {
                0 => Removed,
                1 => single.Chars[0] == '\0' ? Complex : single.Chars[0],
                3 when single.Chars[0] == ' ' && single.Chars[1] == unit && single.Chars[2] == ' ' => Padded,
                _ => Complex,
            };
        }

        return _table[unit] = to;
    }

    private void ApplyStepByStep(MappedText text)
    {
        if (_cleanText)
        {
            Clean(text);
        }

        if (_setIdeographsApart)
        {
            SetIdeographsApart(text);
        }

        if (_stripAccents)
        {
            Decomposition.Apply(text);
            Filter(text, CodePoints.BertAccents);
        }

        if (_lowercase)
        {
            Lowercase.Apply(text);
        }
    }

    private static void Clean(MappedText text)
    {
        var chars = text.Chars;
        for (var i = 0; i < chars.Length;)
        {
            var code = CodePoints.At(chars, i, out var length);
            if (code is '\t' or '\n' or '\r' || (CodePoints.IsWhiteSpace(code) && !CodePoints.BertRemoved.Contains(code)))
            {
                text.Emit(' ', i);
            }
            else if (!CodePoints.BertRemoved.Contains(code))
            {
                text.Keep(i, length);
            }

            i += length;
        }

        text.Commit();
    }

    private static void SetIdeographsApart(MappedText text)
    {
        var chars = text.Chars;
        for (var i = 0; i < chars.Length;)
        {
            var code = CodePoints.At(chars, i, out var length);
            if (CodePoints.IsBertIdeograph(code))
            {
                text.Emit(' ', i);
                text.Keep(i, length);
                text.Emit(' ', i);
            }
            else
            {
                text.Keep(i, length);
            }

            i += length;
        }

        text.Commit();
    }

    /// <summary>Drops the code points of a set.</summary>
    internal static void Filter(MappedText text, CodePointSet dropped)
    {
        var chars = text.Chars;
        for (var i = 0; i < chars.Length;)
        {
            var code = CodePoints.At(chars, i, out var length);
            if (!dropped.Contains(code))
            {
                text.Keep(i, length);
            }

            i += length;
        }

        text.Commit();
    }
}
