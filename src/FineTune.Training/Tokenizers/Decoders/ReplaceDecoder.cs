using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers.Decoders;

/// <summary>Replaces every match of a pattern in each token.</summary>
internal sealed class ReplaceDecoder(TextPattern pattern, string content) : Decoder
{
    /// <inheritdoc/>
    public override List<string> Apply(List<string> tokens) => tokens.ConvertAll(Replace);

    private string Replace(string token)
    {
        var matches = new List<(int Start, int End)>();
        pattern.Find(token, matches);
        if (matches.Count == 0)
        {
            return token;
        }

        var result = new System.Text.StringBuilder();
        var done = 0;
        foreach (var (start, end) in matches)
        {
            result.Append(token, done, start - done).Append(content);
            done = end;
        }

        return result.Append(token, done, token.Length - done).ToString();
    }
}
