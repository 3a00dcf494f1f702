using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Turns runs of <c>&lt;0xNN&gt;</c> into text; a run that is not UTF-8 becomes one U+FFFD a byte.</summary>
internal sealed class ByteFallbackDecoder : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var result = new List<string>(tokens.Count);
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.Length == 6 && token.StartsWith("<0x", StringComparison.Ordinal) && token[5] == '>' &&
                byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            {
                bytes.Add(value);
                continue;
            }

            Flush(bytes, result);
            result.Add(token);
        }

        Flush(bytes, result);
        return result;
    }

    private static void Flush(List<byte> bytes, List<string> result)
    {
        if (bytes.Count > 0)
        {
            byte[] run = [.. bytes];
            result.AddRange(Utf8.IsValid(run) ? [Encoding.UTF8.GetString(run)] : Enumerable.Repeat("\uFFFD", run.Length));
            bytes.Clear();
        }
    }
}
