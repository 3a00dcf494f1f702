using FineTune.Training.Tokenizers.Decoders;
using FineTune.Training.Tokenizers.Normalizers;
using FineTune.Training.Tokenizers.PostProcessors;
using FineTune.Training.Tokenizers.SubwordModels;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Builds the tokenizer of a SentencePiece file by itself: exactly what SentencePiece's processor does.</summary>
internal static class SentencePieceParts
{
    /// <summary>The tokenizer; special tokens are the file's begin and end pieces, and are not looked for in text.</summary>
    /// <exception cref="InvalidInputException">The file is absent, damaged, or has an algorithm that is not supported.</exception>
    public static TokenizerParts Read(string path) => Create(path, SentencePieceFile.Read(path));

    /// <summary>The tokenizer of what was read from a path.</summary>
    public static TokenizerParts Create(string path, SentencePieceFile file)
    {
        try
        {
            return new TokenizerParts
            {
                Normalizer = new SentencePieceNormalizer(file),
                Model = file.ModelType switch
                {
                    1 => new SentencePieceUnigram(file),
                    2 => new SentencePieceBpe(file),
                    _ => throw new ArgumentException("Its algorithm is neither unigram nor BPE."),
                },
                PostProcessor = Frame(Control(file, file.BeginPiece), Control(file, file.EndPiece)),
                Decoder = new SentencePieceDecoder(file),
            };
        }
        catch (ArgumentException e)
        {
            throw new InvalidInputException(path, null, e.Message, "Use a unigram or BPE model that is whole.");
        }
    }

    /// <summary>Tokens around a text, and around each text of a pair.</summary>
    public static TemplateProcessor Frame((int Id, string Text)? begin, (int Id, string Text)? end)
    {
        TemplatePart[] Around(int sequence) =>
        [
            .. begin is { } b ? [new TemplatePart(-1, 0, [b])] : Array.Empty<TemplatePart>(),
            new TemplatePart(sequence, 0, []),
            .. end is { } e ? [new TemplatePart(-1, 0, [e])] : Array.Empty<TemplatePart>(),
        ];
        return new TemplateProcessor(Around(0), [.. Around(0), .. Around(1)]);
    }

    private static (int Id, string Text)? Control(SentencePieceFile file, string text)
    {
        for (var id = 0; id < file.Pieces.Count; id++)
        {
            if (file.Pieces[id].Kind == SentencePieceKind.Control && file.Pieces[id].Text == text)
            {
                return (id, text);
            }
        }

        return null;
    }
}
