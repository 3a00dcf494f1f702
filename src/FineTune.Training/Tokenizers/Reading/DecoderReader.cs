using FineTune.Training.Tokenizers.Decoders;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>decoder</c> part.</summary>
internal static class DecoderReader
{
    /// <summary>Reads a decoder; null where there is none.</summary>
    public static Decoder? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "WordPiece" => new WordPieceDecoder(json["prefix"].TextOr("##"), json["cleanup"].FlagOr(true)),
        "ByteLevel" => new ByteLevelDecoder(),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Strip" => new StripDecoder(json["content"].Text() is [var unit] ? unit : throw json["content"].Problem("It must be one character."), json["start"].IntegerOr(0), json["stop"].IntegerOr(0)),
        "Replace" => new ReplaceDecoder(PatternReader.Read(json["pattern"]), json["content"].Text()),
        "Metaspace" => new MetaspaceDecoder(PreTokenizerReader.ReadReplacement(json), PreTokenizerReader.ReadScheme(json)),
        "BPEDecoder" => new BpeDecoder(json["suffix"].TextOr("</w>")),
        "CTC" => new CtcDecoder(json["pad_token"].TextOr("<pad>"), json["word_delimiter_token"].TextOr("|"), json["cleanup"].FlagOr(true)),
        "Sequence" => new DecoderSequence([.. json["decoders"].Items().Select(item => Read(item) ?? throw item.Problem("It must not be null."))]),
        _ => throw json.Unsupported(),
    };
}
