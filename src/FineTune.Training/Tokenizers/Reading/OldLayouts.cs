using System.Text.Json;
using FineTune.Training.Tokenizers.Decoders;
using FineTune.Training.Tokenizers.Normalizers;
using FineTune.Training.Tokenizers.PostProcessors;
using FineTune.Training.Tokenizers.PreTokenizers;
using FineTune.Training.Tokenizers.SubwordModels;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>
/// Builds the tokenizers of files older than tokenizer.json: <c>vocab.txt</c>, or <c>vocab.json</c> with
/// <c>merges.txt</c>, with the options of <c>tokenizer_config.json</c>, as the classes of transformers do.
/// </summary>
internal static class OldLayouts
{
    private const string Qwen2Words = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    /// <summary>BERT's: a token a line, the line's number is its id.</summary>
    public static TokenizerParts FromWordPiece(string path, JsonPart config)
    {
        var lines = File.ReadAllLines(path);
        var vocabulary = new Vocabulary(lines.Select((token, id) => KeyValuePair.Create(token.TrimEnd('\r'), id)).Where(e => e.Key.Length > 0));
        if (vocabulary.Count == 0)
        {
            throw new InvalidInputException(path, null, "The vocabulary is empty.", "Download the file again.");
        }

        (int Id, string Text) Token(string role, string fallback) => Required(path, vocabulary, RoleOf(config, role) ?? fallback);
        string[] special = ["pad_token", "unk_token", "cls_token", "sep_token", "mask_token"];
        string[] names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
        return new TokenizerParts
        {
            AddedTokens = Specials(vocabulary, special.Zip(names).Select(p => RoleOf(config, p.First) ?? p.Second)),
            Normalizer = new BertNormalizer(true, config["tokenize_chinese_chars"].FlagOr(true), config["strip_accents"].FlagOrNull(), config["do_lower_case"].FlagOr(true)),
            PreTokenizer = new BertPreTokenizer(),
            Model = new WordPieceModel(vocabulary, RoleOf(config, "unk_token") ?? "[UNK]", "##", 100),
            PostProcessor = new BertProcessor(Token("cls_token", "[CLS]"), Token("sep_token", "[SEP]")),
            Decoder = new WordPieceDecoder("##", cleanUp: true),
        };
    }

    /// <summary>GPT-2's, RoBERTa's or Qwen2's byte-level encoding, told apart by the class in the configuration or by the vocabulary.</summary>
    public static TokenizerParts FromBytePairs(string vocabularyPath, string mergesPath, JsonPart config)
    {
        var vocabulary = ReadVocabulary(vocabularyPath);
        var kind = config["tokenizer_class"].TextOr("").Replace("Fast", "", StringComparison.Ordinal);
        kind = kind.Length > 0 ? kind : vocabulary.IdOf("<s>") >= 0 && vocabulary.IdOf("</s>") >= 0 ? "RobertaTokenizer" : "GPT2Tokenizer";
        var prefixSpace = config["add_prefix_space"].FlagOr(false);
        var parts = new TokenizerParts
        {
            Model = ReadModel(vocabulary, mergesPath),
            PreTokenizer = new ByteLevelPreTokenizer(prefixSpace, useRegex: true),
            Decoder = new ByteLevelDecoder(),
        };
        return kind switch
        {
            "RobertaTokenizer" or "LongformerTokenizer" or "BartTokenizer" => parts with
            {
                AddedTokens = Specials(vocabulary, ["<s>", "<pad>", "</s>", "<unk>", RoleOf(config, "mask_token") ?? "<mask>"]),
                PostProcessor = new RobertaProcessor(Required(vocabularyPath, vocabulary, "<s>"), Required(vocabularyPath, vocabulary, "</s>"), config["trim_offsets"].FlagOr(true), prefixSpace),
            },
            "Qwen2Tokenizer" => parts with
            {
                AddedTokens = Specials(vocabulary, ["<|endoftext|>"]),
                Normalizer = new UnicodeFormNormalizer(UnicodeForm.Nfc),
                PreTokenizer = new PreTokenizerSequence([new PatternSplit(new RegexPattern(Qwen2Words), SplitBehavior.Isolated), new ByteLevelPreTokenizer(false, useRegex: false)]),
            },
            _ => parts with { AddedTokens = Specials(vocabulary, [RoleOf(config, "eos_token") ?? "<|endoftext|>"]) },
        };
    }

    /// <summary>A role's token as a configuration states it: a text, or an object with its content.</summary>
    private static string? RoleOf(JsonPart config, string role) =>
        config[role].Element.ValueKind == JsonValueKind.String ? config[role].Text() : config[role]["content"].TextOrNull();

    private static Vocabulary ReadVocabulary(string path)
    {
        using var json = TokenizerFile.Parse(path);
        return SubwordModelReader.ReadVocabulary(new JsonPart(path, "", json.RootElement));
    }

    private static BpeModel ReadModel(Vocabulary vocabulary, string mergesPath)
    {
        var merges = new List<(string, string)>();
        foreach (var (line, number) in File.ReadLines(mergesPath).Select((line, i) => (line, i + 1)))
        {
            if (line.Length == 0 || (number == 1 && line.StartsWith("#version", StringComparison.Ordinal)))
            {
                continue;
            }

            var parts = line.Split(' ');
            merges.Add(parts.Length == 2 ? (parts[0], parts[1]) : throw new InvalidInputException(mergesPath, $"line {number}", "A merge must have two parts.", "Download the file again."));
        }

        try
        {
            return new BpeModel(vocabulary, merges, new BpeOptions());
        }
        catch (ArgumentException e)
        {
            throw new InvalidInputException(mergesPath, null, e.Message, "Use the vocabulary and merges that belong together.");
        }
    }

    private static (int Id, string Text) Required(string path, Vocabulary vocabulary, string token) =>
        vocabulary.IdOf(token) is >= 0 and var id ? (id, token) : throw new InvalidInputException(path, null, $"The vocabulary lacks the special token '{token}'.", "Use the vocabulary that belongs to the model.");

    /// <summary>The special tokens; those that the vocabulary lacks come after it.</summary>
    private static List<AddedToken> Specials(Vocabulary vocabulary, IEnumerable<string> tokens)
    {
        var next = vocabulary.IdLimit;
        return [.. tokens.Distinct().Select(token => new AddedToken(vocabulary.IdOf(token) is >= 0 and var id ? id : next++, token, Normalized: false, Special: true))];
    }
}
