using System.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.SubwordModels;

/// <summary>
/// Byte-pair encoding: a word begins as its characters, then the pair of neighbours that was learned first is merged,
/// again and again.
/// </summary>
internal sealed class BpeModel : SubwordModel
{
    private readonly BpeOptions _options;
    private readonly PairTable _merges;
    private readonly int _unknownId = -1;
    private readonly int[] _unitIds = new int[65536];
    private readonly int[]? _byteIds;

    /// <summary>Creates the model.</summary>
    /// <exception cref="ArgumentException">A merge's parts or result are not in the vocabulary, or the unknown token is not.</exception>
    public BpeModel(Vocabulary vocabulary, IReadOnlyList<(string Left, string Right)> merges, BpeOptions options)
        : base(vocabulary)
    {
        _options = options;
        _merges = new PairTable([.. merges.Select(Resolve)]);
        for (var unit = 0; unit < _unitIds.Length; unit++)
        {
            _unitIds[unit] = vocabulary.IdOf([(char)unit]);
        }

        if (options.UnknownToken is { } unknown && (_unknownId = vocabulary.IdOf(unknown)) < 0)
        {
            throw new ArgumentException($"The unknown token '{unknown}' is not in the vocabulary.");
        }

        Seam = options is { IgnoresMerges: false, ContinuingPrefix: null, EndSuffix: null } ? FindSeam(merges.Select(merge => merge.Left + merge.Right)) : null;
        _byteIds = options.ByteFallback ? [.. Enumerable.Range(0, 256).Select(value => vocabulary.IdOf($"<0x{value:X2}>"))] : null;
    }

    /// <inheritdoc/>
    public override char? Seam { get; }

    /// <inheritdoc/>
    public override void Tokenize(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        if (_options.IgnoresMerges && Vocabulary.IdOf(word) is >= 0 and var whole)
        {
            result.Add(new SubwordToken(whole, 0, word.Length));
            return;
        }

        var first = result.Count;
        AddCharacters(word, result);
        BpeMerging.Merge(_merges, result, first);
    }

    private (int Left, int Right, int Merged) Resolve((string Left, string Right) merge)
    {
        var skipped = _options.ContinuingPrefix is { } prefix && merge.Right.StartsWith(prefix, StringComparison.Ordinal) ? prefix.Length : 0;
        var (left, right, merged) = (Vocabulary.IdOf(merge.Left), Vocabulary.IdOf(merge.Right), Vocabulary.IdOf(merge.Left + merge.Right[skipped..]));
        return left >= 0 && right >= 0 && merged >= 0
            ? (left, right, merged)
            : throw new ArgumentException($"The merge of '{merge.Left}' and '{merge.Right}' has a part that is not in the vocabulary.");
    }

    private void AddCharacters(ReadOnlySpan<char> word, List<SubwordToken> result)
    {
        SubwordToken? unknown = null;
        for (var i = 0; i < word.Length;)
        {
            CodePoints.At(word, i, out var length);
            var end = i + length;
            var id = IdOf(word, i, end);
            if (id >= 0)
            {
                Flush(ref unknown, result);
                result.Add(new SubwordToken(id, i, end));
            }
            else if (!TryBytes(word, i, end, result) && _unknownId >= 0)
            {
                if (unknown is { } open && _options.FusesUnknown)
                {
                    unknown = open with { End = end };
                }
                else
                {
                    Flush(ref unknown, result);
                    unknown = new SubwordToken(_unknownId, i, end);
                }
            }

            i = end;
        }

        Flush(ref unknown, result);
    }

    private static void Flush(ref SubwordToken? unknown, List<SubwordToken> result)
    {
        if (unknown is { } token)
        {
            result.Add(token);
            unknown = null;
        }
    }

    private int IdOf(ReadOnlySpan<char> word, int start, int end)
    {
        var prefix = start > 0 ? _options.ContinuingPrefix : null;
        var suffix = end == word.Length ? _options.EndSuffix : null;
        if (prefix is null && suffix is null)
        {
            return end - start == 1 ? _unitIds[word[start]] : Vocabulary.IdOf(word[start..end]);
        }

        return Vocabulary.IdOf(string.Concat(prefix, word[start..end], suffix));
    }

    private bool TryBytes(ReadOnlySpan<char> word, int start, int end, List<SubwordToken> result)
    {
        if (_byteIds is null)
        {
            return false;
        }

        var prefix = start > 0 ? _options.ContinuingPrefix : null;
        var suffix = end == word.Length ? _options.EndSuffix : null;
        var bytes = Encoding.UTF8.GetBytes(string.Concat(prefix, word[start..end], suffix));
        if (bytes.Any(value => _byteIds[value] < 0))
        {
            return false;
        }

        foreach (var value in bytes)
        {
            result.Add(new SubwordToken(_byteIds[value], start, end));
        }

        return true;
    }
}
