using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Drops white space at the ends.</summary>
internal sealed class Stripping(bool left, bool right) : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var chars = text.Chars;
        var (start, end) = (0, chars.Length);
        while (left && start < end && CodePoints.IsWhiteSpace(chars[start]))
        {
            start++;
        }

        while (right && end > start && CodePoints.IsWhiteSpace(chars[end - 1]))
        {
            end--;
        }

        text.Keep(start, end - start);
        text.Commit();
    }
}
