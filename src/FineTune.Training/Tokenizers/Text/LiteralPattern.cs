namespace FineTune.Training.Tokenizers.Text;

/// <summary>A fixed text.</summary>
internal sealed class LiteralPattern(string literal) : TextPattern
{
    /// <inheritdoc/>
    public override void Find(ReadOnlySpan<char> text, List<(int Start, int End)> matches)
    {
        if (literal.Length == 0)
        {
            return;
        }

        for (var position = 0; ;)
        {
            var found = text[position..].IndexOf(literal);
            if (found < 0)
            {
                return;
            }

            matches.Add((position + found, position + found + literal.Length));
            position += found + literal.Length;
        }
    }
}
