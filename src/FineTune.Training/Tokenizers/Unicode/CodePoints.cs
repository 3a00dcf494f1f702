using System.Globalization;

namespace FineTune.Training.Tokenizers.Unicode;

/// <summary>
/// Character classes of the tokenizers library, which follow several ages of Unicode: where they are .NET's they are
/// asked of .NET, the others stand in <c>code-points.txt</c>.
/// </summary>
internal static class CodePoints
{
    private static readonly Dictionary<string, CodePointSet> Sets = LoadSets();

    /// <summary>Punctuation as BERT splits at it: an old table of class P, and the ASCII symbols.</summary>
    public static CodePointSet BertPunctuation { get; } = Sets["bert_punctuation"];

    /// <summary>Controls, formats and private use that BERT's clean-up drops.</summary>
    public static CodePointSet BertRemoved { get; } = Sets["bert_clean_text_removed"];

    /// <summary>Non-spacing marks that BERT's accent stripping drops after decomposition.</summary>
    public static CodePointSet BertAccents { get; } = Sets["bert_strip_accents_removed_from_nfd"];

    /// <summary>Marks that the StripAccents normalizer drops.</summary>
    public static CodePointSet Accents { get; } = Sets["strip_accents_removed"];

    /// <summary>Numbers as the Digits pre-tokenizer sees them.</summary>
    public static CodePointSet Numeric { get; } = Sets["digits_pre_tokenizer"];

    /// <summary>Word characters as the <c>\w</c> of Split and Replace sees them (Oniguruma).</summary>
    public static CodePointSet PatternWord { get; } = Sets["word_character"];

    /// <summary>Word characters as the Whitespace pre-tokenizer and added tokens see them (Rust's regex: joiners too, superscripts and fractions not).</summary>
    public static bool IsWord(int code) =>
        code is 0x200C or 0x200D || (code is not (0xB2 or 0xB3 or 0xB9 or 0xBC or 0xBD or 0xBE) && PatternWord.Contains(code));

    /// <summary>Unicode white space.</summary>
    public static bool IsWhiteSpace(int code) => code < 65536 && char.IsWhiteSpace((char)code);

    /// <summary>The ideographs that BERT sets apart with spaces (its list lacks U+2B820 to U+2B91F).</summary>
    public static bool IsBertIdeograph(int code) => code is
        >= 0x3400 and <= 0x4DBF or >= 0x4E00 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or
        >= 0x20000 and <= 0x2A6DF or >= 0x2A700 and <= 0x2B81F or >= 0x2B920 and <= 0x2CEAF or >= 0x2F800 and <= 0x2FA1F;

    /// <summary>The code point that begins at <paramref name="index"/>; a lone surrogate is itself.</summary>
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        var first = text[index];
        if (char.IsHighSurrogate(first) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(first, text[index + 1]);
        }

        length = 1;
        return first;
    }

    /// <summary>The code point that ends before <paramref name="index"/>.</summary>
    public static int Before(ReadOnlySpan<char> text, int index) =>
        index >= 2 && char.IsLowSurrogate(text[index - 1]) && char.IsHighSurrogate(text[index - 2])
            ? char.ConvertToUtf32(text[index - 2], text[index - 1])
            : text[index - 1];

    private static Dictionary<string, CodePointSet> LoadSets()
    {
        var sets = new Dictionary<string, CodePointSet>(StringComparer.Ordinal);
        foreach (var line in UnicodeResource.Lines("code-points.txt"))
        {
            var fields = line.Split(' ');
            var ranges = fields.Skip(1).Select(field =>
            {
                var dash = field.IndexOf('-', StringComparison.Ordinal);
                return (Hex(field.AsSpan(0, dash)), Hex(field.AsSpan(dash + 1)));
            });
            sets.Add(fields[0], new CodePointSet([.. ranges]));
        }

        return sets;
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
