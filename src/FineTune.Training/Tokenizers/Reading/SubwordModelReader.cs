using FineTune.Training.Tokenizers.SubwordModels;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Reads the <c>model</c> part; where its type is not stated, it is the first that the fields fit.</summary>
internal static class SubwordModelReader
{
    /// <summary>Reads the model.</summary>
    public static SubwordModel Read(JsonPart json) => TypeOf(json) switch
    {
        "WordPiece" => new WordPieceModel(
            ReadVocabulary(json["vocab"]),
            json["unk_token"].TextOr("[UNK]"),
            json["continuing_subword_prefix"].TextOr("##"),
            json["max_input_chars_per_word"].IntegerOr(100)),
        _ => throw json.Unsupported(),
    };

    private static string TypeOf(JsonPart json)
    {
        if (json.IsNull)
        {
            throw json.Problem("The tokenizer has no model.");
        }

        if (json.Type.Length > 0)
        {
            return json.Type;
        }

        if (!json["merges"].IsNull)
        {
            return "BPE";
        }

        if (!json["unk_token"].IsNull)
        {
            return json["continuing_subword_prefix"].IsNull || json["max_input_chars_per_word"].IsNull ? "WordLevel" : "WordPiece";
        }

        return json["vocab"].Element.ValueKind == System.Text.Json.JsonValueKind.Array ? "Unigram" : "";
    }

    private static Vocabulary ReadVocabulary(JsonPart json)
    {
        if (json.Element.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            throw json.Problem("The vocabulary must be an object of tokens and numbers.");
        }

        var entries = new List<KeyValuePair<string, int>>();
        foreach (var entry in json.Element.EnumerateObject())
        {
            if (!entry.Value.TryGetInt32(out var id) || id < 0)
            {
                throw json[entry.Name].Problem("A token's number must be an integer from 0.");
            }

            entries.Add(new(entry.Name, id));
        }

        return entries.Count > 0 ? new Vocabulary(entries) : throw json.Problem("The vocabulary is empty.");
    }
}
