using System.Runtime.InteropServices;

namespace FineTune.Training.Tokenizers;

/// <summary>An encoded text or pair of texts: its tokens in order, and the parts that truncation cut off.</summary>
public sealed class TokenEncoding
{
    private List<EncodedToken> _tokens = [];

    /// <summary>The tokens in order.</summary>
    public IReadOnlyList<EncodedToken> Tokens => _tokens;

    /// <summary>What truncation cut off, each part with its special tokens, in order.</summary>
    public IReadOnlyList<TokenEncoding> Overflowing => OverflowingParts;

    /// <summary>Number of tokens.</summary>
    public int Count => _tokens.Count;

    /// <summary>The token ids.</summary>
    public int[] Ids => _tokens.ConvertAll(t => t.Id).ToArray();

    internal List<TokenEncoding> OverflowingParts { get; private set; } = [];

    internal Span<EncodedToken> Span => CollectionsMarshal.AsSpan(_tokens);

    internal void Add(EncodedToken token) => _tokens.Add(token);

    internal void Insert(IEnumerable<EncodedToken> tokens, bool atStart) => _tokens.InsertRange(atStart ? 0 : _tokens.Count, tokens);

    internal TokenEncoding Slice(int start, int count) => new() { _tokens = _tokens.GetRange(start, count) };

    /// <summary>Gives every token a type id.</summary>
    internal void SetType(int typeId)
    {
        foreach (ref var token in Span)
        {
            token = token with { TypeId = typeId };
        }
    }

    /// <summary>Gives every token a sequence id, in the overflowing parts too.</summary>
    internal void SetSequence(int sequenceId)
    {
        foreach (ref var token in Span)
        {
            token = token with { SequenceId = sequenceId };
        }

        OverflowingParts.ForEach(part => part.SetSequence(sequenceId));
    }

    /// <summary>Appends another encoding; overflowing parts of both are combined with everything of the other side.</summary>
    internal void MergeWith(TokenEncoding other)
    {
        var parts = new List<TokenEncoding>();
        foreach (var mine in OverflowingParts)
        {
            parts.Add(Merged(mine, other));
            parts.AddRange(other.OverflowingParts.Select(theirs => Merged(mine, theirs)));
        }

        parts.AddRange(other.OverflowingParts.Select(theirs => Merged(this, theirs)));
        _tokens = [.. _tokens, .. other._tokens];
        OverflowingParts = parts;
    }

    internal TokenEncoding Copy() => new() { _tokens = [.. _tokens], OverflowingParts = [.. OverflowingParts] };

    /// <summary>Becomes another encoding.</summary>
    internal void Become(TokenEncoding other)
    {
        _tokens = other._tokens;
        OverflowingParts = other.OverflowingParts;
    }

    private static TokenEncoding Merged(TokenEncoding first, TokenEncoding second)
    {
        var result = new TokenEncoding { _tokens = [.. first._tokens] };
        result.MergeWith(new TokenEncoding { _tokens = second._tokens });
        return result;
    }
}
