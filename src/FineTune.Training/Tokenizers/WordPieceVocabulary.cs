using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FineTune.Training.Tokenizers;

/// <summary>A trained WordPiece vocabulary, and the tokenizer files that Hugging Face's libraries read.</summary>
/// <param name="Tokens">The tokens; an id is an index.</param>
/// <param name="Options">What it was trained with.</param>
public sealed record WordPieceVocabulary(ImmutableArray<string> Tokens, WordPieceTrainerOptions Options)
{
    private static readonly (string Role, string Token)[] Roles =
    [
        ("cls_token", "[CLS]"), ("mask_token", "[MASK]"), ("pad_token", "[PAD]"), ("sep_token", "[SEP]"), ("unk_token", "[UNK]"),
    ];

    private static readonly JsonWriterOptions Json = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Writes <c>tokenizer.json</c>, <c>vocab.txt</c>, <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.
    /// Equal vocabularies give equal bytes.
    /// </summary>
    /// <param name="folder">The model folder.</param>
    /// <param name="modelMaxLength">The longest input of the model, in tokens.</param>
    public void Save(string folder, int modelMaxLength)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "vocab.txt"), string.Concat(Tokens.Select(token => token + "\n")));
        WriteJson(Path.Combine(folder, "tokenizer.json"), WriteTokenizer);
        WriteJson(Path.Combine(folder, "tokenizer_config.json"), json => WriteConfig(json, modelMaxLength));
        WriteJson(Path.Combine(folder, "special_tokens_map.json"), json =>
        {
            json.WriteStartObject();
            WriteRoles(json);
            json.WriteEndObject();
        });
    }

    private static void WriteJson(string path, Action<Utf8JsonWriter> write)
    {
        using var stream = File.Create(path);
        using (var json = new Utf8JsonWriter(stream, Json))
        {
            write(json);
        }

        stream.WriteByte((byte)'\n');
    }

    private static void WriteRoles(Utf8JsonWriter json)
    {
        foreach (var (role, token) in Roles)
        {
            json.WriteString(role, token);
        }
    }

    private void WriteConfig(Utf8JsonWriter json, int modelMaxLength)
    {
        json.WriteStartObject();
        json.WriteBoolean("clean_up_tokenization_spaces", true);
        json.WriteBoolean("do_basic_tokenize", true);
        json.WriteBoolean("do_lower_case", Options.Lowercase);
        json.WriteNumber("model_max_length", modelMaxLength);
        json.WriteNull("strip_accents");
        json.WriteBoolean("tokenize_chinese_chars", true);
        json.WriteString("tokenizer_class", "BertTokenizer");
        WriteRoles(json);
        json.WriteEndObject();
    }

    private void WriteTokenizer(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < Options.SpecialTokens.Length; id++)
        {
            WriteAddedToken(json, id);
        }

        json.WriteEndArray();
        json.WritePropertyName("normalizer");
        json.WriteRawValue($$"""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":{{(Options.Lowercase ? "true" : "false")}}}""");
        json.WritePropertyName("pre_tokenizer");
        json.WriteRawValue("""{"type":"BertPreTokenizer"}""");
        WritePostProcessor(json);
        json.WritePropertyName("decoder");
        json.WriteRawValue("""{"type":"WordPiece","prefix":"##","cleanup":true}""");
        WriteModel(json);
        json.WriteEndObject();
    }

    private void WriteAddedToken(Utf8JsonWriter json, int id)
    {
        json.WriteStartObject();
        json.WriteNumber("id", id);
        json.WriteString("content", Tokens[id]);
        foreach (var flag in new[] { "single_word", "lstrip", "rstrip", "normalized" })
        {
            json.WriteBoolean(flag, false);
        }

        json.WriteBoolean("special", true);
        json.WriteEndObject();
    }

    private void WritePostProcessor(Utf8JsonWriter json)
    {
        var (classification, separator) = (Tokens.IndexOf("[CLS]"), Tokens.IndexOf("[SEP]"));
        json.WritePropertyName("post_processor");
        json.WriteRawValue($$$$"""
            {"type":"TemplateProcessing",
             "single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],
             "pair":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}},{"Sequence":{"id":"B","type_id":1}},{"SpecialToken":{"id":"[SEP]","type_id":1}}],
             "special_tokens":{"[CLS]":{"id":"[CLS]","ids":[{{{{classification}}}}],"tokens":["[CLS]"]},"[SEP]":{"id":"[SEP]","ids":[{{{{separator}}}}],"tokens":["[SEP]"]}}}
            """);
    }

    private void WriteModel(Utf8JsonWriter json)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "WordPiece");
        json.WriteString("unk_token", "[UNK]");
        json.WriteString("continuing_subword_prefix", "##");
        json.WriteNumber("max_input_chars_per_word", 100);
        json.WriteStartObject("vocab");
        for (var id = 0; id < Tokens.Length; id++)
        {
            json.WriteNumber(Tokens[id], id);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
