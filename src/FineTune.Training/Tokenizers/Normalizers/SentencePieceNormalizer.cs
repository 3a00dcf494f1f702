using System.Text;
using FineTune.Training.Tokenizers.Reading;
using FineTune.Training.Tokenizers.SubwordModels;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Unicode;

namespace FineTune.Training.Tokenizers.Normalizers;

/// <summary>
/// SentencePiece's own normalizer: at every position the longest rule; then extra spaces go, a space comes before (or
/// after) the text, and spaces become U+2581. What stands for nothing keeps its place: each unit's range ends where the
/// next one's begins.
/// </summary>
internal sealed class SentencePieceNormalizer : Normalizer
{
    private const char Escaped = '\u2581';
    private readonly CharactersMap? _map;
    private readonly TokenTrie? _userDefined;
    private readonly SentencePieceFile _file;
    private readonly char _space;

    /// <summary>Creates the normalizer of a file.</summary>
    /// <exception cref="ArgumentException">The file's character map is damaged.</exception>
    public SentencePieceNormalizer(SentencePieceFile file)
    {
        _file = file;
        _map = file.CharactersMap.Length > 0 ? new CharactersMap(file.CharactersMap) : null;
        _space = file.EscapesSpaces ? Escaped : ' ';
        foreach (var piece in file.Pieces.Where(p => p.Kind == SentencePieceKind.UserDefined))
        {
            (_userDefined ??= new TokenTrie()).Add(piece.Text, 0);
        }
    }

    /// <inheritdoc/>
    public override void Apply(MappedText text)
    {
        var source = new Source(text.Chars);
        var at = 0;
        while (_file.RemovesExtraSpaces && at < text.Length && Next(source, at, out var length) is " ")
        {
            at += length;
        }

        if (at == text.Length)
        {
            text.Commit();
            return;
        }

        if (_file.AddsDummyPrefix && !_file.SpaceIsSuffix)
        {
            Emit(text, _space, at);
        }

        var afterSpace = _file.RemovesExtraSpaces;
        while (at < text.Length)
        {
            var piece = Next(source, at, out var length);
            var rest = afterSpace ? piece.TrimStart(' ') : piece;
            foreach (var unit in rest)
            {
                Emit(text, unit == ' ' ? _space : unit, at);
            }

            afterSpace = _file.RemovesExtraSpaces && (rest.Length > 0 ? rest[^1] == ' ' : afterSpace);
            at += length;
        }

        Finish(text);
    }

    /// <summary>Cuts spaces at the end, adds one where they stand behind words, and closes every unit's range.</summary>
    private void Finish(MappedText text)
    {
        var end = text.Ends[^1];
        text.Commit();
        var length = text.Length;
        while (_file.RemovesExtraSpaces && length > 0 && text.Chars[length - 1] == _space)
        {
            end = text.Starts[--length];
        }

        for (var i = 0; i < length; i++)
        {
            var next = char.IsHighSurrogate(text.Chars[i]) ? i + 2 : i + 1;
            text.Emit(text.Chars[i], text.Starts[i], next < length ? text.Starts[next] : end);
        }

        if (_file.AddsDummyPrefix && _file.SpaceIsSuffix)
        {
            text.Emit(_space, end, end);
        }

        text.Commit();
    }

    private static void Emit(MappedText text, char unit, int index) => text.Emit(unit, text.Starts[index], text.Starts[index]);

    /// <summary>What the text at a place becomes, and how many units of it are used.</summary>
    private string Next(Source source, int at, out int length)
    {
        var chars = source.Chars;
        if (_userDefined is not null && Longest(_userDefined, chars[at..]) is > 0 and var known)
        {
            length = known;
            return chars.Slice(at, known).ToString();
        }

        var first = source.Bytes(at);
        if (_map is not null && _map.Longest(first, out var bytes) is { } replacement)
        {
            length = source.Units(at, bytes);
            return replacement;
        }

        var code = CodePoints.At(chars, at, out length);
        return code is >= 0xD800 and < 0xE000 ? "\uFFFD" : chars.Slice(at, length).ToString();
    }

    private static int Longest(TokenTrie trie, ReadOnlySpan<char> text)
    {
        var (node, longest) = (0, 0);
        for (var i = 0; i < text.Length && (node = trie.Child(node, text[i])) >= 0; i++)
        {
            longest = trie.Value(node) >= 0 ? i + 1 : longest;
        }

        return longest;
    }

    /// <summary>A text and its UTF-8, with the place of each UTF-16 unit in it.</summary>
    private readonly ref struct Source
    {
        private readonly byte[] _bytes;
        private readonly int[] _places;

        public Source(ReadOnlySpan<char> chars)
        {
            Chars = chars;
            _bytes = new byte[chars.Length * 3];
            _places = new int[chars.Length + 1];
            var count = 0;
            for (var i = 0; i < chars.Length;)
            {
                CodePoints.At(chars, i, out var length);
                _places.AsSpan(i, length).Fill(count);
                count += Encoding.UTF8.GetBytes(chars.Slice(i, length), _bytes.AsSpan(count));
                i += length;
            }

            _places[^1] = count;
        }

        public ReadOnlySpan<char> Chars { get; }

        public ReadOnlySpan<byte> Bytes(int at) => _bytes.AsSpan(_places[at], _places[^1] - _places[at]);

        public int Units(int at, int byteCount)
        {
            var end = at;
            while (end < Chars.Length && _places[end] < _places[at] + byteCount)
            {
                end++;
            }

            return end - at;
        }
    }
}
