using System.Collections.Immutable;

namespace FineTune.Training.Tokenizers;

/// <summary>What a WordPiece vocabulary is trained to be.</summary>
public sealed record WordPieceTrainerOptions
{
    /// <summary>The number of tokens, special tokens and single characters counted.</summary>
    public int VocabularySize { get; init; } = 8000;

    /// <summary>Pairs that stand in the text less often are not merged.</summary>
    public int MinFrequency { get; init; } = 2;

    /// <summary>The most different characters; rarer ones are left out and their words become unknown.</summary>
    public int AlphabetLimit { get; init; } = 1000;

    /// <summary>Whether text is lower-cased and accents are stripped.</summary>
    public bool Lowercase { get; init; } = true;

    /// <summary>Longer words (in UTF-16 units) are not learned from.</summary>
    public int MaxWordLength { get; init; } = 100;

    /// <summary>The special tokens; they get the first ids in this order. The roles need BERT's five names.</summary>
    public ImmutableArray<string> SpecialTokens { get; init; } = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
}
