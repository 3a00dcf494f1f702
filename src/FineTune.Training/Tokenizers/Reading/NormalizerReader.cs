using FineTune.Training.Tokenizers.Normalizers;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>normalizer</c> part.</summary>
internal static class NormalizerReader
{
    /// <summary>Reads a normalizer; null where there is none.</summary>
    public static Normalizer? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "BertNormalizer" => new BertNormalizer(
            json["clean_text"].FlagOr(true),
            json["handle_chinese_chars"].FlagOr(true),
            json["strip_accents"].FlagOrNull(),
            json["lowercase"].FlagOr(true)),
        "Lowercase" => new CaseFolding(),
        "NFC" => new UnicodeFormNormalizer(UnicodeForm.Nfc),
        "NFD" => new UnicodeFormNormalizer(UnicodeForm.Nfd),
        "NFKC" => new UnicodeFormNormalizer(UnicodeForm.Nfkc),
        "NFKD" => new UnicodeFormNormalizer(UnicodeForm.Nfkd),
        _ => throw json.Unsupported(),
    };
}
