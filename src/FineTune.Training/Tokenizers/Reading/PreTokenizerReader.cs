using FineTune.Training.Tokenizers.PreTokenizers;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>pre_tokenizer</c> part.</summary>
internal static class PreTokenizerReader
{
    /// <summary>Reads a pre-tokenizer; null where there is none.</summary>
    public static PreTokenizer? Read(JsonPart json) => json.IsNull ? null : json.Type switch
    {
        "BertPreTokenizer" => new BertPreTokenizer(),
        _ => throw json.Unsupported(),
    };
}
