using System.Text.Json;

namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Loads the tokenizer of a model folder from whichever files it has.</summary>
internal static class TokenizerFolder
{
    private static readonly (string Vocabulary, string Merges)[] BytePairs = [("vocab.json", "merges.txt"), ("encoder.json", "vocab.bpe")];

    /// <summary>Loads <c>tokenizer.json</c> or the older files, and the special tokens' roles from the files beside it.</summary>
    public static Tokenizer Load(string folder)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        var tokenizer = File.Exists(path) ? Tokenizer.LoadFile(path) : LoadOld(folder);
        return tokenizer.WithSpecialTokens(SpecialTokensReader.Read(folder, tokenizer.TokenToId));
    }

    private static Tokenizer LoadOld(string folder)
    {
        using var json = ReadConfig(folder);
        var config = new JsonPart(Path.Combine(folder, "tokenizer_config.json"), "", json?.RootElement ?? default);
        foreach (var (vocabulary, merges) in BytePairs.Select(p => (Path.Combine(folder, p.Vocabulary), Path.Combine(folder, p.Merges))))
        {
            if (File.Exists(vocabulary) && File.Exists(merges))
            {
                return new Tokenizer(OldLayouts.FromBytePairs(vocabulary, merges, config));
            }
        }

        var words = Path.Combine(folder, "vocab.txt");
        return File.Exists(words) ? new Tokenizer(OldLayouts.FromWordPiece(words, config))
            : SentencePieceLayouts.FileNames.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is { } pieces ? new Tokenizer(SentencePieceLayouts.Read(pieces, config))
            : throw new InvalidInputException(folder, null, "The model folder has no tokenizer.json (nor vocab.txt, nor vocab.json with merges.txt, nor a SentencePiece .model).", "Add the tokenizer files that belong to the model.");
    }

    private static JsonDocument? ReadConfig(string folder)
    {
        var path = Path.Combine(folder, "tokenizer_config.json");
        return File.Exists(path) ? TokenizerFile.Parse(path) : null;
    }
}
