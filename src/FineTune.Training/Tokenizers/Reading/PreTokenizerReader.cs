using FineTune.Training.Tokenizers.PreTokenizers;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>pre_tokenizer</c> part.</summary>
internal static class PreTokenizerReader
{
    /// <summary>Reads a pre-tokenizer; null where there is none.</summary>
    public static PreTokenizer? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        "ByteLevel" => new ByteLevelPreTokenizer(json["add_prefix_space"].FlagOr(true), json["use_regex"].FlagOr(true)),
        "Whitespace" => new WhitespaceAndMarks(),
        "WhitespaceSplit" => new PatternSplit(new CodePointPattern(CodePoints.IsWhiteSpace), SplitBehavior.Removed),
        "Punctuation" => new PatternSplit(new CodePointPattern(CodePoints.BertPunctuation.Contains), ReadBehavior(json["behavior"])),
        "Digits" => new PatternSplit(new CodePointPattern(CodePoints.Numeric.Contains), json["individual_digits"].FlagOr(false) ? SplitBehavior.Isolated : SplitBehavior.Contiguous),
        "CharDelimiterSplit" => new PatternSplit(new LiteralPattern(json["delimiter"].Text()), SplitBehavior.Removed),
        "Split" => new PatternSplit(PatternReader.Read(json["pattern"]), ReadBehavior(json["behavior"]), json["invert"].FlagOr(false)),
        "Metaspace" => new Metaspace(ReadReplacement(json), ReadScheme(json), json["split"].FlagOr(true)),
        "UnicodeScripts" => new ScriptSplit(),
        "FixedLength" => json["length"].IntegerOr(5) is > 0 and var length ? new FixedLengthSplit(length) : throw json["length"].Problem("It must be above 0."),
        "Sequence" => new PreTokenizerSequence([.. json["pretokenizers"].Items().Select(item => Read(item) ?? throw item.Problem("It must not be null."))]),
        _ => throw json.Unsupported(),
    };

    /// <summary>The mark of a Metaspace part.</summary>
    public static char ReadReplacement(JsonPart json) => json["replacement"].TextOr("\u2581") is [var mark] ? mark : throw json["replacement"].Problem("It must be one character.");

    /// <summary>Where a Metaspace part puts its mark; older files have a flag instead.</summary>
    public static PrependScheme ReadScheme(JsonPart json) => json["prepend_scheme"].TextOrNull() switch
    {
        "always" => PrependScheme.Always,
        "first" => PrependScheme.First,
        "never" => PrependScheme.Never,
        null => json["add_prefix_space"].FlagOr(true) ? PrependScheme.Always : PrependScheme.Never,
        _ => throw json["prepend_scheme"].Problem("The scheme is unknown."),
    };

    private static SplitBehavior ReadBehavior(JsonPart json) => json.TextOr("Isolated").Replace("_", "", StringComparison.Ordinal).ToUpperInvariant() switch
    {
        "REMOVED" => SplitBehavior.Removed,
        "ISOLATED" => SplitBehavior.Isolated,
        "MERGEDWITHPREVIOUS" => SplitBehavior.MergedWithPrevious,
        "MERGEDWITHNEXT" => SplitBehavior.MergedWithNext,
        "CONTIGUOUS" => SplitBehavior.Contiguous,
        _ => throw json.Problem("The behavior is unknown."),
    };
}
