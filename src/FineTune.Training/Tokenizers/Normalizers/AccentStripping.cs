using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Drops all marks; only useful after a decomposition.</summary>
internal sealed class AccentStripping : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text) => BertNormalizer.Filter(text, CodePoints.Accents);
}
