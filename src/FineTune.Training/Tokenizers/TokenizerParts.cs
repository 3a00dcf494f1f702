using FineTune.Training.Tokenizers.Decoders;
using FineTune.Training.Tokenizers.Normalizers;
using FineTune.Training.Tokenizers.PostProcessors;
using FineTune.Training.Tokenizers.PreTokenizers;
using FineTune.Training.Tokenizers.SubwordModels;

namespace FineTune.Training.Tokenizers;

/// <summary>What a tokenizer is made of; the steps that are null are left out.</summary>
internal sealed record TokenizerParts
{
    public IReadOnlyList<AddedToken> AddedTokens { get; init; } = [];

    public Normalizer? Normalizer { get; init; }

    public PreTokenizer? PreTokenizer { get; init; }

    public required SubwordModel Model { get; init; }

    public PostProcessor? PostProcessor { get; init; }

    public Decoder? Decoder { get; init; }

    public TruncationOptions? Truncation { get; init; }

    public PaddingOptions? Padding { get; init; }

    public bool SpecialTokensAreText { get; init; }
}
