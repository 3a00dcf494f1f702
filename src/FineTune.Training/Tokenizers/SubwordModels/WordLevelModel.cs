namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>A word is one token, or unknown.</summary>
internal sealed class WordLevelModel(Vocabulary vocabulary, string unknownToken) : SubwordModel(vocabulary)
{
    private readonly int _unknownId = vocabulary.IdOf(unknownToken);

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        var id = Vocabulary.IdOf(word);
        if (id < 0 && _unknownId < 0)
        {
            throw new InvalidInputException("tokenizer.json", "model", $"The word '{word}' is not in the vocabulary, which has no unknown token.", "Add the model's unk_token to its vocabulary.");
        }

        result.Add(new SubwordToken(id < 0 ? _unknownId : id, 0, word.Length));
    }
}
