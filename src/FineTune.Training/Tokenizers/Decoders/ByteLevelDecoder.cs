using System.Text;
using FineTune.Training.Tokenizers.PreTokenizers;

namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Turns byte characters back into bytes and these into text; broken UTF-8 becomes U+FFFD.</summary>
internal sealed class ByteLevelDecoder : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            if (token.All(unit => ByteUnits.ByteOf(unit) >= 0))
            {
                bytes.AddRange(token.Select(unit => (byte)ByteUnits.ByteOf(unit)));
            }
            else
            {
                bytes.AddRange(Encoding.UTF8.GetBytes(token));
            }
        }

        return [Encoding.UTF8.GetString([.. bytes])];
    }
}
