using System.Text.Json;
using FineTune.Training.Tokenizers.PostProcessors;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>
/// Builds the tokenizers of model folders that have a SentencePiece file and no tokenizer.json: its rules, and around
/// them the special tokens that the family's class in transformers adds.
/// </summary>
internal static class SentencePieceLayouts
{
    /// <summary>The names that families give their SentencePiece file.</summary>
    public static readonly string[] FileNames = ["spiece.model", "sentencepiece.bpe.model", "spm.model", "tokenizer.model"];

    /// <summary>Builds the tokenizer of a file; the class stands in the configuration, or else follows from the file's name.</summary>
    public static TokenizerParts Read(string path, JsonPart config)
    {
        var file = SentencePieceFile.Read(path);
        var kind = config["tokenizer_class"].TextOr("").Replace("Fast", "", StringComparison.Ordinal);
        kind = kind.Length > 0 ? kind : Path.GetFileName(path) switch
        {
            "sentencepiece.bpe.model" => "XLMRobertaTokenizer",
            "spm.model" => "DebertaV2Tokenizer",
            "spiece.model" => file.Pieces.Any(p => p.Text == "[CLS]") ? "AlbertTokenizer" : "T5Tokenizer",
            _ => "LlamaTokenizer",
        };
        return kind switch
        {
            "T5Tokenizer" => T5(path, file, config),
            "XLMRobertaTokenizer" => XlmRoberta(path, file),
            "DebertaV2Tokenizer" => Classified(path, With(file, "[MASK]"), lowerCase: false, config),
            "AlbertTokenizer" => Classified(path, file, lowerCase: true, config),
            "LlamaTokenizer" or "CodeLlamaTokenizer" or "GemmaTokenizer" => Decoder(path, file, config),
            _ => throw new InvalidInputException(path, "tokenizer_class", $"The class '{kind}' is not supported for a SentencePiece file.", "Save the tokenizer with transformers once, so that the folder has a tokenizer.json."),
        };
    }

    private static TokenizerParts T5(string path, SentencePieceFile file, JsonPart config)
    {
        // The sentinels come after the vocabulary in falling order: the last id is <extra_id_0>.
        var sentinels = Enumerable.Range(0, config["extra_ids"].IntegerOr(100)).Reverse().Select(n => $"<extra_id_{n}>");
        var all = With(file, [.. sentinels]);
        return Special(path, all) with { PostProcessor = SentencePieceParts.Frame(null, Token(path, all, "</s>")) };
    }

    private static TokenizerParts XlmRoberta(string path, SentencePieceFile file)
    {
        // The fairseq order: the file's <unk>, <s>, </s> move, and everything else comes one later.
        SentencePiecePiece Moved(string text, SentencePieceKind kind) => new(text, 0, kind);
        var pieces = file.Pieces.Skip(3).Prepend(Moved("<unk>", SentencePieceKind.Unknown)).Prepend(Moved("</s>", SentencePieceKind.Control))
            .Prepend(Moved("<pad>", SentencePieceKind.Control)).Prepend(Moved("<s>", SentencePieceKind.Control));
        var all = With(file with { Pieces = [.. pieces] }, "<mask>");
        var (begin, end) = (Fixed(Token(path, all, "<s>"), 0), Fixed(Token(path, all, "</s>"), 0));
        TemplatePart[] single = [begin, new TemplatePart(0, 0, []), end];
        return Special(path, all) with { PostProcessor = new TemplateProcessor(single, [.. single, end, new TemplatePart(1, 0, []), end]) };
    }

    private static TokenizerParts Classified(string path, SentencePieceFile file, bool lowerCase, JsonPart config)
    {
        var (first, last) = (Token(path, file, "[CLS]"), Token(path, file, "[SEP]"));
        TemplatePart[] single = [Fixed(first, 0), new TemplatePart(0, 0, []), Fixed(last, 0)];
        var parts = Special(path, file);
        return parts with
        {
            Normalizer = config["do_lower_case"].FlagOr(lowerCase) ? LowerCased(parts, config["keep_accents"].FlagOr(!lowerCase)) : parts.Normalizer,
            PostProcessor = new TemplateProcessor(single, [.. single, new TemplatePart(1, 1, []), Fixed(last, 1)]),
        };
    }

    private static Normalizers.NormalizerSequence LowerCased(TokenizerParts parts, bool keepsAccents)
    {
        Normalizers.Normalizer[] unaccented = keepsAccents ? [] : [new Normalizers.UnicodeFormNormalizer(Unicode.UnicodeForm.Nfkd), new Normalizers.AccentStripping()];
        return new Normalizers.NormalizerSequence([.. unaccented, new Normalizers.CaseFolding(), parts.Normalizer!]);
    }

    private static TokenizerParts Decoder(string path, SentencePieceFile file, JsonPart config) => Special(path, file) with
    {
        PostProcessor = SentencePieceParts.Frame(
            config["add_bos_token"].FlagOr(true) ? Token(path, file, file.BeginPiece) : null,
            config["add_eos_token"].FlagOr(false) ? Token(path, file, file.EndPiece) : null),
    };

    /// <summary>The file's tokenizer, which finds control pieces and the unknown one in text as special tokens.</summary>
    private static TokenizerParts Special(string path, SentencePieceFile file) => SentencePieceParts.Create(path, file) with
    {
        AddedTokens =
        [
            .. file.Pieces.Select((piece, id) => (piece, id)).Where(p => p.piece.Kind is SentencePieceKind.Control or SentencePieceKind.Unknown)
                .Select(p => new AddedToken(p.id, p.piece.Text, StripLeft: p.piece.Text is "[MASK]" or "<mask>", Normalized: false, Special: true)),
        ],
    };

    private static SentencePieceFile With(SentencePieceFile file, params string[] controls) => file with
    {
        Pieces = [.. file.Pieces, .. controls.Except(file.Pieces.Select(p => p.Text)).Select(text => new SentencePiecePiece(text, 0, SentencePieceKind.Control))],
    };

    private static TemplatePart Fixed((int Id, string Text) token, int typeId) => new(-1, typeId, [token]);

    private static (int Id, string Text) Token(string path, SentencePieceFile file, string text)
    {
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Text == text)
            {
                return (id, text);
            }
        }

        throw new InvalidInputException(path, null, $"The vocabulary lacks the special token '{text}'.", "Use the vocabulary that belongs to the model.");
    }
}
