using FineTune.Training.Tokenizers.SubwordModels;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>The buffers and the word cache of one thread's encoding.</summary>
internal sealed class TokenizerWorkspace(SubwordModel model)
{
    /// <summary>The words of the text at hand.</summary>
    public PieceList Words { get; } = new();

    /// <summary>One stretch of text between added tokens.</summary>
    public MappedText Stretch { get; } = new();

    /// <summary>The raw text's cuts at added tokens.</summary>
    public List<Piece> RawCuts { get; } = [];

    /// <summary>A normalized stretch's cuts at added tokens.</summary>
    public List<Piece> NormalizedCuts { get; } = [];

    /// <summary>Tokens of words seen before.</summary>
    public WordCache Cache { get; } = new(model);
}
