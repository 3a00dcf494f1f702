using System.Text;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>Lower-casing by code point, without context: no final sigma, İ becomes i and a combining dot.</summary>
internal sealed class CaseFolding : Normalizer
{
    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var chars = text.Chars;
        if (!NeedsWork(chars))
        {
            return;
        }

        for (var i = 0; i < chars.Length;)
        {
            var code = CodePoints.At(chars, i, out var length);
            if (code == 0x130)
            {
                text.Emit('i', i);
                text.Emit('\u0307', i);
            }
            else
            {
                text.EmitCode(Lower(code), i);
            }

            i += length;
        }

        text.Commit();
    }

    private static bool NeedsWork(ReadOnlySpan<char> chars)
    {
        foreach (var unit in chars)
        {
            if (unit is >= 'A' and <= 'Z' or >= '\u0080')
            {
                return true;
            }
        }

        return false;
    }

    private static int Lower(int code) => code switch
    {
        < 0x80 => code is >= 'A' and <= 'Z' ? code | 0x20 : code,
        0xA7CE or 0xA7D2 or 0xA7D4 => code + 1,
        >= 0x16EA0 and <= 0x16EB8 => code + 0x1B,
        >= 0xD800 and <= 0xDFFF => code,
        _ => Rune.ToLowerInvariant(new Rune(code)).Value,
    };
}
