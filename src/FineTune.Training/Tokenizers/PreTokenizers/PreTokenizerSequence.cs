using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.PreTokenizers;

/// <summary>Several pre-tokenizers, one after the other.</summary>
internal sealed class PreTokenizerSequence(IReadOnlyList<PreTokenizer> steps) : PreTokenizer
{
    /// <inheritdoc/>
    public override void Apply(PieceList list)
    {
        foreach (var step in steps)
        {
            step.Apply(list);
        }
    }
}
