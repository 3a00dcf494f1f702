using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>NFC, NFD, NFKC and NFKD.</summary>
/// <remarks>Original ranges follow the library's bookkeeping, see <see cref="MappedText.Transform"/>.</remarks>
internal sealed class UnicodeFormNormalizer(UnicodeForm form) : Normalizer
{
    [ThreadStatic]
    private static List<(int Code, int Change)>? _decomposed;

    [ThreadStatic]
    private static List<int>? _parts;

    private readonly bool _compatible = form is UnicodeForm.Nfkc or UnicodeForm.Nfkd;
    private readonly bool _composes = form is UnicodeForm.Nfc or UnicodeForm.Nfkc;

    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        if (!text.Chars.ContainsAnyExceptInRange('\0', _composes && !_compatible ? '\u02FF' : '\u007F'))
        {
            return;
        }

        var codes = _decomposed ??= [];
        codes.Clear();
        Decompose(text.Chars, codes);
        if (_composes)
        {
            Compose(codes);
        }

        text.Transform(codes);
    }

    private void Decompose(ReadOnlySpan<char> chars, List<(int Code, int Change)> result)
    {
        var parts = _parts ??= [];
        for (var i = 0; i < chars.Length;)
        {
            var code = CodePoints.At(chars, i, out var length);
            i += length;
            parts.Clear();
            Decompositions.Decompose(code, _compatible, parts);
            for (var p = 0; p < parts.Count; p++)
            {
                Insert(result, parts[p], p == 0 ? 0 : 1);
            }
        }
    }

    /// <summary>Appends in canonical order: a mark moves before marks of a higher class.</summary>
    private static void Insert(List<(int Code, int Change)> result, int code, int change)
    {
        var at = result.Count;
        var order = Decompositions.ClassOf(code);
        if (order > 0)
        {
            while (at > 0 && Decompositions.ClassOf(result[at - 1].Code) > order)
            {
                at--;
            }
        }

        result.Insert(at, (code, change));
    }

    private static void Compose(List<(int Code, int Change)> codes)
    {
        var starter = -1;
        var write = 0;
        var lastClass = -1;
        for (var read = 0; read < codes.Count; read++)
        {
            var (code, change) = codes[read];
            var order = Decompositions.ClassOf(code);
            if (starter >= 0 && (lastClass < 0 || lastClass < order))
            {
                var composed = Decompositions.Compose(codes[starter].Code, code);
                if (composed >= 0)
                {
                    codes[starter] = (composed, codes[starter].Change + change - 1);
                    continue;
                }
            }

            if (order == 0)
            {
                starter = write;
                lastClass = -1;
            }
            else
            {
                lastClass = order;
            }

            codes[write++] = (code, change);
        }

        codes.RemoveRange(write, codes.Count - write);
    }
}
