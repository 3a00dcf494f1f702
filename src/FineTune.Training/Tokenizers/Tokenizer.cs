using System.Collections.Concurrent;
using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.Text;

namespace FineTune.Training.Tokenizers;

/// <summary>
/// Cuts texts into the tokens of a pretrained model and back, exactly as the tokenizers library does from the same
/// files. Immutable; safe for many threads.
/// </summary>
public sealed class Tokenizer
{
    private readonly TokenizerParts _parts;
    private readonly AddedVocabulary _added;
    private readonly ConcurrentBag<TokenizerWorkspace> _workspaces;
    private readonly int[] _before;
    private readonly int[] _after;

    internal Tokenizer(TokenizerParts parts, SpecialTokens? specialTokens = null)
        : this(parts, new AddedVocabulary(parts), [], specialTokens)
    {
    }

    private Tokenizer(TokenizerParts parts, AddedVocabulary added, ConcurrentBag<TokenizerWorkspace> workspaces, SpecialTokens? specialTokens)
    {
        _parts = parts;
        _added = added;
        _workspaces = workspaces;
        SpecialTokens = specialTokens ?? SpecialTokensReader.ByName(TokenToId);
        (_before, _after) = FindFrame();
    }

    /// <summary>The ids of the tokens that have a role.</summary>
    public SpecialTokens SpecialTokens { get; }

    /// <summary>One more than the largest token id: the number of rows that an embedding needs.</summary>
    public int VocabularySize => Math.Max(_parts.Model.Vocabulary.IdLimit, _added.IdLimit);

    /// <summary>The truncation that <see cref="Encode(string, string?, bool)"/> applies; null for none.</summary>
    public TruncationOptions? Truncation => _parts.Truncation;

    /// <summary>The padding that <see cref="Encode(string, string?, bool)"/> applies; null for none.</summary>
    public PaddingOptions? Padding => _parts.Padding;

    /// <summary>Loads the tokenizer of a model folder: <c>tokenizer.json</c>, or the older files.</summary>
    /// <exception cref="InvalidInputException">The files are absent, wrong or not supported.</exception>
    public static Tokenizer Load(string modelFolder) => TokenizerFolder.Load(modelFolder);

    /// <summary>Loads a <c>tokenizer.json</c>, with truncation and padding as it states them.</summary>
    /// <exception cref="InvalidInputException">The file is absent, wrong or not supported.</exception>
    public static Tokenizer LoadFile(string path) => new(TokenizerFile.Read(path));

    /// <summary>Loads a SentencePiece <c>.model</c> by itself, with its own rules and its begin and end pieces around texts.</summary>
    /// <exception cref="InvalidInputException">The file is absent, damaged or not supported.</exception>
    public static Tokenizer LoadSentencePiece(string path) => new(SentencePieceParts.Read(path));

    /// <summary>The same tokenizer with another truncation; null for none.</summary>
    /// <exception cref="ArgumentException">The stride is larger than what the special tokens leave of the length.</exception>
    public Tokenizer WithTruncation(TruncationOptions? truncation)
    {
        var room = truncation is null ? 0 : truncation.MaxLength - (_parts.PostProcessor?.AddedTokens(isPair: false) ?? 0);
        return truncation is null || room < 0 || truncation.Stride <= room
            ? new Tokenizer(_parts with { Truncation = truncation }, _added, _workspaces, SpecialTokens)
            : throw new ArgumentException($"The stride {truncation.Stride} is larger than the {room} tokens that the special tokens leave.", nameof(truncation));
    }

    /// <summary>The same tokenizer with another padding; null for none.</summary>
    public Tokenizer WithPadding(PaddingOptions? padding) => new(_parts with { Padding = padding }, _added, _workspaces, SpecialTokens);

    /// <summary>The same tokenizer, in which special tokens that stand in a text are cut up like other text, or not.</summary>
    public Tokenizer WithSpecialTokensAsText(bool areText) => new(_parts with { SpecialTokensAreText = areText }, _added, _workspaces, SpecialTokens);

    internal Tokenizer WithSpecialTokens(SpecialTokens specialTokens) => new(_parts, _added, _workspaces, specialTokens);

    /// <summary>A token's id, or null.</summary>
    public int? TokenToId(string token) => _added.IdOf(token) ?? (_parts.Model.Vocabulary.IdOf(token) is >= 0 and var id ? id : null);

    /// <summary>An id's token, or null.</summary>
    public string? IdToToken(int id) => _added.TokenOf(id) ?? _parts.Model.Vocabulary.TokenOf(id);

    /// <summary>Encodes a text, or a pair of texts, with offsets and everything else.</summary>
    public TokenEncoding Encode(string text, string? pair = null, bool addSpecialTokens = true)
    {
        var workspace = Borrow();
        List<TokenEncoding> sides = [EncodeSide([text], workspace, isPretokenized: false)];
        if (pair is not null)
        {
            sides.Add(EncodeSide([pair], workspace, isPretokenized: false));
        }

        _workspaces.Add(workspace);
        return Finish(sides, addSpecialTokens);
    }

    /// <summary>Encodes a text that is given as words; word ids count them, offsets count within them.</summary>
    public TokenEncoding EncodeWords(IReadOnlyList<string> words, IReadOnlyList<string>? pair = null, bool addSpecialTokens = true)
    {
        var workspace = Borrow();
        List<TokenEncoding> sides = [EncodeSide(words, workspace, isPretokenized: true)];
        if (pair is not null)
        {
            sides.Add(EncodeSide(pair, workspace, isPretokenized: true));
        }

        _workspaces.Add(workspace);
        return Finish(sides, addSpecialTokens);
    }

    /// <summary>Encodes texts and pads them to one length, if padding is set.</summary>
    public IReadOnlyList<TokenEncoding> EncodeBatch(IEnumerable<(string Text, string? Pair)> texts, bool addSpecialTokens = true)
    {
        var batch = texts.Select(t => Encode(t.Text, t.Pair, addSpecialTokens)).ToArray();
        if (_parts.Padding is { } padding && batch.Length > 0)
        {
            Tokenizers.Padding.Apply(batch, padding);
        }

        return batch;
    }

    /// <summary>
    /// Appends a text's token ids to a list, cut at its end to <paramref name="maxLength"/> with special tokens counted.
    /// The fast way: no offsets; the tokenizer's own truncation and padding are not applied.
    /// </summary>
    /// <returns>The number of tokens before the cut.</returns>
    public int EncodeIds(ReadOnlySpan<char> text, List<int> ids, int maxLength = int.MaxValue, bool addSpecialTokens = true)
    {
        var frame = addSpecialTokens ? _before.Length + _after.Length : 0;
        ids.AddRange(addSpecialTokens ? _before : []);
        var first = ids.Count;
        var workspace = Borrow();
        Cut(text, workspace);
        var words = workspace.Words;
        foreach (var piece in words.Pieces)
        {
            if (piece.TokenId >= 0)
            {
                ids.Add(piece.TokenId);
                continue;
            }

            foreach (var token in workspace.Cache.Tokenize(words.Text.Chars.Slice(piece.Start, piece.Length)))
            {
                ids.Add(token.Id);
            }
        }

        _workspaces.Add(workspace);
        var count = ids.Count - first;
        var room = Math.Max(maxLength - frame, 0);
        if (count > room)
        {
            ids.RemoveRange(first + room, count - room);
        }

        ids.AddRange(addSpecialTokens ? _after : []);
        return count + frame;
    }

    /// <summary>The text of token ids.</summary>
    public string Decode(IEnumerable<int> ids, bool skipSpecialTokens = true)
    {
        var tokens = new List<string>();
        foreach (var id in ids)
        {
            if (IdToToken(id) is { } token && !(skipSpecialTokens && _added.IsSpecial(token)))
            {
                tokens.Add(token);
            }
        }

        return _parts.Decoder is { } decoder ? string.Concat(decoder.Apply(tokens)) : string.Join(' ', tokens);
    }

    private TokenizerWorkspace Borrow() => _workspaces.TryTake(out var workspace) ? workspace : new TokenizerWorkspace(_parts.Model);

    /// <summary>Added tokens, normalizer, added tokens in the normalized text, words.</summary>
    private void Cut(ReadOnlySpan<char> text, TokenizerWorkspace workspace)
    {
        workspace.Words.Clear();
        workspace.RawCuts.Clear();
        _added.Raw.Cut(text, _parts.SpecialTokensAreText, workspace.RawCuts);
        foreach (var cut in workspace.RawCuts)
        {
            var stretch = workspace.Stretch;
            stretch.Load(text.Slice(cut.Start, cut.Length), cut.Start);
            if (cut.TokenId >= 0)
            {
                workspace.Words.Append(stretch, 0, stretch.Length, cut.TokenId);
                continue;
            }

            _parts.Normalizer?.Apply(stretch);
            workspace.NormalizedCuts.Clear();
            _added.Normalized.Cut(stretch.Chars, _parts.SpecialTokensAreText, workspace.NormalizedCuts);
            foreach (var piece in workspace.NormalizedCuts)
            {
                workspace.Words.Append(stretch, piece.Start, piece.Length, piece.TokenId);
            }
        }

        _parts.PreTokenizer?.Apply(workspace.Words);
    }

    private TokenEncoding EncodeSide(IReadOnlyList<string> texts, TokenizerWorkspace workspace, bool isPretokenized)
    {
        var result = new TokenEncoding();
        for (var i = 0; i < texts.Count; i++)
        {
            Cut(texts[i], workspace);
            AddTokens(workspace, isPretokenized ? i : -1, result);
        }

        return result;
    }

    private void AddTokens(TokenizerWorkspace workspace, int givenWord, TokenEncoding result)
    {
        var text = workspace.Words.Text;
        var pieces = workspace.Words.Pieces;
        for (var i = 0; i < pieces.Length; i++)
        {
            var (start, length, tokenId) = pieces[i];
            var wordId = givenWord >= 0 ? givenWord : i;
            var word = text.Chars.Slice(start, length);
            if (tokenId >= 0)
            {
                result.Add(new EncodedToken(tokenId, word.ToString(), text.Starts[start], text.Ends[start + length - 1], wordId));
                continue;
            }

            foreach (var token in workspace.Cache.Tokenize(word))
            {
                var surface = _parts.Model.SurfaceOf(token, word) ?? _parts.Model.Vocabulary.TokenOf(token.Id) ?? "";
                var first = start + token.Start;
                var end = token.End > token.Start ? text.Ends[start + token.End - 1] : text.Starts[first];
                result.Add(new EncodedToken(token.Id, surface, text.Starts[first], end, wordId)
                {
                    StartsWithPair = text.Ends[first] - text.Starts[first] == 2,
                });
            }
        }
    }

    private TokenEncoding Finish(List<TokenEncoding> sides, bool addSpecialTokens)
    {
        var processor = _parts.PostProcessor;
        for (var i = 0; i < sides.Count; i++)
        {
            sides[i].SetType(i);
        }

        if (_parts.Truncation is { } truncation)
        {
            var room = truncation.MaxLength - (addSpecialTokens ? processor?.AddedTokens(sides.Count > 1) ?? 0 : 0);
            if (room >= 0)
            {
                Tokenizers.Truncation.Apply(sides, truncation, room);
            }
        }

        for (var i = 0; i < sides.Count; i++)
        {
            sides[i].SetSequence(i);
        }

        var processed = processor?.Process(sides, addSpecialTokens) ?? sides;
        var result = new TokenEncoding();
        processed.ForEach(result.MergeWith);
        if (_parts.Padding is { } padding)
        {
            Tokenizers.Padding.Apply([result], padding);
        }

        return result;
    }

    /// <summary>Finds the special tokens before and after a single text by encoding a stand-in.</summary>
    private (int[] Before, int[] After) FindFrame()
    {
        const int StandIn = -7;
        var side = new TokenEncoding();
        side.Add(new EncodedToken(StandIn, "", 0, 0, 0));
        var processed = _parts.PostProcessor?.Process([side], addSpecialTokens: true) ?? [side];
        var ids = processed.SelectMany(e => e.Ids).ToArray();
        var at = Array.IndexOf(ids, StandIn);
        return (ids[..at], ids[(at + 1)..]);
    }
}
