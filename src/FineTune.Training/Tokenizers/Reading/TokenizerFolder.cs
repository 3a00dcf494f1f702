namespace FineTune.Training.Tokenizers.Reading;

/// <summary>Loads the tokenizer of a model folder from whichever files it has.</summary>
internal static class TokenizerFolder
{
    /// <summary>Loads <c>tokenizer.json</c>, and the special tokens' roles from the files beside it.</summary>
    public static Tokenizer Load(string folder)
    {
        var path = Path.Combine(folder, "tokenizer.json");
        if (!File.Exists(path))
        {
            throw new InvalidInputException(folder, null, "The model folder has no tokenizer.json.", "Add the tokenizer files that belong to the model.");
        }

        var tokenizer = Tokenizer.LoadFile(path);
        return tokenizer.WithSpecialTokens(SpecialTokensReader.Read(folder, tokenizer.TokenToId));
    }
}
