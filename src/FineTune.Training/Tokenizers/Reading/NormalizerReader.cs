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
        "StripAccents" => new AccentStripping(),
        "Strip" => new Stripping(json["strip_left"].FlagOr(true), json["strip_right"].FlagOr(true)),
        "Replace" => new Replacement(PatternReader.Read(json["pattern"]), json["content"].Text()),
        "Prepend" => new Prepending(json["prepend"].Text()),
        "Nmt" => new NmtNormalizer(),
        "ByteLevel" => new ByteLevelNormalizer(),
        "Precompiled" => ReadPrecompiled(json["precompiled_charsmap"]),
        "Sequence" => new NormalizerSequence([.. json["normalizers"].Items().Select(item => Read(item) ?? throw item.Problem("It must not be null."))]),
        _ => throw json.Unsupported(),
    };

    private static Normalizer ReadPrecompiled(JsonPart json)
    {
        if (json.TextOr("").Length == 0)
        {
            return new NormalizerSequence([]);
        }

        try
        {
            return new PrecompiledNormalizer(new CharactersMap(Convert.FromBase64String(json.Text())));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw json.Problem("The character map is damaged.");
        }
    }
}
