using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>The clean-up of neural machine translation: drops controls, makes special spaces a space.</summary>
internal sealed class NmtNormalizer : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var unit = text.Chars[i];
            if (unit is '\t' or '\n' or '\f' or '\r' or '\u1680' or >= '\u200B' and <= '\u200F' or '\u2028' or '\u2029' or '\u2581' or '\uFEFF' or '\uFFFD')
            {
                text.Emit(' ', i);
            }
            else if (unit is not (>= '\u0001' and <= '\b' or '\v' or >= '\u000E' and <= '\u001F' or '\u007F' or '\u008F' or '\u009F'))
            {
                text.Keep(i);
            }
        }

        text.Commit();
    }
}
