using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Puts a text in front of every text that is not empty.</summary>
internal sealed class Prepending(string prefix) : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        if (text.Length == 0)
        {
            return;
        }

        foreach (var unit in prefix)
        {
            text.Emit(unit, 0);
        }

        text.Keep(0, text.Length);
        text.Commit();
    }
}
