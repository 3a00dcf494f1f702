using System.Buffers;
using FineTune.Training.Tokenizers.SubwordModels;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Text;

/// <summary>Finds added tokens in a text, leftmost and longest first, and honours their flags.</summary>
internal sealed class TokenFinder
{
    private readonly TokenTrie _trie = new();
    private readonly AddedToken[] _tokens;
    private readonly SearchValues<char> _firstUnits;

    /// <summary>Creates a finder; of tokens with one content the last wins.</summary>
    /// <param name="tokens">The texts to find with their tokens; empty texts are left out.</param>
    public TokenFinder(IEnumerable<(string Content, AddedToken Token)> tokens)
    {
        var byContent = new Dictionary<string, AddedToken>(StringComparer.Ordinal);
        foreach (var (content, token) in tokens.Where(t => t.Content.Length > 0))
        {
            byContent[content] = token;
        }

        _tokens = [.. byContent.Values];
        foreach (var (place, content) in byContent.Keys.Index())
        {
            _trie.Add(content, place);
        }

        _firstUnits = SearchValues.Create([.. byContent.Keys.Select(content => content[0]).Distinct()]);
    }

    /// <summary>Cuts a text at the tokens found: ranges with the token's id, or -1 for the text between.</summary>
    /// <param name="text">The text.</param>
    /// <param name="skipSpecial">Treat special tokens as ordinary text.</param>
    /// <param name="result">Receives the ranges in order; none is empty.</param>
    public void Cut(ReadOnlySpan<char> text, bool skipSpecial, List<Piece> result)
    {
        var done = 0;
        var position = 0;
        while (position < text.Length)
        {
            var found = text[position..].IndexOfAny(_firstUnits);
            if (found < 0)
            {
                break;
            }

            position += found;
            if (!TryLongest(text, position, out var token, out var length))
            {
                position++;
                continue;
            }

            var (start, end) = (position, position + length);
            position = end;
            if ((skipSpecial && token.Special) || (token.SingleWord && TouchesWord(text, start, end)))
            {
                continue;
            }

            if (token.StripLeft)
            {
                start = Math.Max(SpaceBefore(text, start), done);
            }

            if (token.StripRight)
            {
                end = SpaceAfter(text, end);
            }

            AddText(result, done, start);
            result.Add(new Piece(start, end - start, token.Id));
            done = end;
        }

        AddText(result, done, text.Length);
    }

    private static void AddText(List<Piece> result, int start, int end)
    {
        if (start < end)
        {
            result.Add(new Piece(start, end - start));
        }
    }

    private bool TryLongest(ReadOnlySpan<char> text, int position, out AddedToken token, out int length)
    {
        (token, length) = (null!, 0);
        var node = 0;
        for (var i = position; i < text.Length && (node = _trie.Child(node, text[i])) >= 0; i++)
        {
            if (_trie.Value(node) is >= 0 and var place)
            {
                (token, length) = (_tokens[place], i + 1 - position);
            }
        }

        return length > 0;
    }

    private static bool TouchesWord(ReadOnlySpan<char> text, int start, int end) =>
        (start > 0 && CodePoints.IsWord(CodePoints.Before(text, start))) ||
        (end < text.Length && CodePoints.IsWord(CodePoints.At(text, end, out _)));

    private static int SpaceBefore(ReadOnlySpan<char> text, int start)
    {
        while (start > 0 && CodePoints.IsWhiteSpace(text[start - 1]))
        {
            start--;
        }

        return start;
    }

    private static int SpaceAfter(ReadOnlySpan<char> text, int end)
    {
        while (end < text.Length && CodePoints.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return end;
    }
}
