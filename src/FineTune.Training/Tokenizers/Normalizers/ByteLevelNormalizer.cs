using FineTune.Training.Tokenizers.PreTokenizers;
using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Writes every UTF-8 byte as one character.</summary>
internal sealed class ByteLevelNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        ByteUnits.Emit(text, 0, text.Length);
        text.Commit();
    }
}
