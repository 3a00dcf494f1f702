using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Several normalizers, one after the other.</summary>
internal sealed class NormalizerSequence(IReadOnlyList<Normalizer> steps) : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        foreach (var step in steps)
        {
            step.Apply(text);
        }
    }
}
