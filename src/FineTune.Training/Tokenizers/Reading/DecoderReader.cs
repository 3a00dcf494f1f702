using FineTune.Training.Tokenizers.Decoders;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>decoder</c> part.</summary>
internal static class DecoderReader
{
    /// <summary>Reads a decoder; null where there is none.</summary>
    public static Decoder? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "WordPiece" => new WordPieceDecoder(json["prefix"].TextOr("##"), json["cleanup"].FlagOr(true)),
        _ => throw json.Unsupported(),
    };
}
