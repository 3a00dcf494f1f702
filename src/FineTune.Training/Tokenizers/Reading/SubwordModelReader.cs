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
        "BPE" => ReadBpe(json),
        "WordLevel" => new WordLevelModel(ReadVocabulary(json["vocab"]), json["unk_token"].TextOr("<unk>")),
        "Unigram" => ReadUnigram(json),
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

    private static BpeModel ReadBpe(JsonPart json)
    {
        var merges = json["merges"].Items().Select(ReadMerge).ToArray();
        if (merges.Length == 0)
        {
            throw json["merges"].Problem("The model has no merges.");
        }

        var options = new BpeOptions(
            json["unk_token"].TextOrNull(),
            EmptyIsNull(json["continuing_subword_prefix"].TextOrNull()),
            EmptyIsNull(json["end_of_word_suffix"].TextOrNull()),
            json["fuse_unk"].FlagOr(false),
            json["byte_fallback"].FlagOr(false),
            json["ignore_merges"].FlagOr(false));
        try
        {
            return new BpeModel(ReadVocabulary(json["vocab"]), merges, options);
        }
        catch (ArgumentException e)
        {
            throw json.Problem(e.Message);
        }
    }

    private static string? EmptyIsNull(string? text) => text is "" ? null : text;

    /// <summary>A merge is a pair, or in older files a text with one space in it.</summary>
    private static (string Left, string Right) ReadMerge(JsonPart json)
    {
        string[] parts = json.Element.ValueKind == System.Text.Json.JsonValueKind.String
            ? json.Text().Split(' ')
            : [.. json.Items().Select(item => item.Text())];
        return parts.Length == 2 ? (parts[0], parts[1]) : throw json.Problem("A merge must have two parts.");
    }

    private static UnigramModel ReadUnigram(JsonPart json)
    {
        var pieces = json["vocab"].Items().Select(ReadPiece).ToArray();
        var unknown = json["unk_id"].IsNull ? -1 : json["unk_id"].Integer();
        return pieces.Length == 0 ? throw json["vocab"].Problem("The vocabulary is empty.")
            : unknown >= pieces.Length ? throw json["unk_id"].Problem("It is not the number of a piece.")
            : new UnigramModel(pieces, unknown, json["byte_fallback"].FlagOr(false));
    }

    private static (string Piece, double Score) ReadPiece(JsonPart json)
    {
        var element = json.Element;
        return element.ValueKind == System.Text.Json.JsonValueKind.Array && element.GetArrayLength() == 2
            && element[0].ValueKind == System.Text.Json.JsonValueKind.String && element[1].ValueKind == System.Text.Json.JsonValueKind.Number
            ? (element[0].GetString()!, element[1].GetDouble())
            : throw json.Problem("A piece must be a text and a number.");
    }

    /// <summary>Reads an object of tokens and numbers.</summary>
    public static Vocabulary ReadVocabulary(JsonPart json)
    {
        if (json.Element.ValueKind != System.Text.Json.JsonValueKind.Object)
        {
            throw json.Problem("The vocabulary must be an object of tokens and numbers.");
        }

        var entries = new List<KeyValuePair<string, int>>();
        foreach (var entry in json.Element.EnumerateObject())
        {
            var id = json[entry.Name].Integer();
            if (id is < 0 or > TokenizerFile.LargestId)
            {
                throw json[entry.Name].Problem($"A token's number must be from 0 to {TokenizerFile.LargestId}.");
            }

            entries.Add(new(entry.Name, id));
        }

        return entries.Count > 0 ? new Vocabulary(entries) : throw json.Problem("The vocabulary is empty.");
    }
}
