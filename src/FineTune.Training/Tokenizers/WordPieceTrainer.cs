using FineTune.Training.Tokenizers.Normalizers;
using FineTune.Training.Tokenizers.PreTokenizers;
using FineTune.Training.Tokenizers.Text;
using FineTune.Training.Tokenizers.Trainers;

namespace FineTune.Training.Tokenizers;

/// <summary>
/// Trains a WordPiece vocabulary as Hugging Face's trainer does: words by BERT's rules, then the most frequent pair of
/// neighbours is merged, again and again; what continues a word is marked with <c>##</c>. Ties go to the older tokens,
/// so that equal texts and options give equal vocabularies.
/// </summary>
public static class WordPieceTrainer
{
    /// <summary>Trains on UTF-8 text files, read line by line.</summary>
    /// <param name="files">The files.</param>
    /// <param name="options">What the vocabulary is to be.</param>
    /// <param name="cancellationToken">Stops the training.</param>
    /// <exception cref="InvalidInputException">The files hold no words.</exception>
    public static WordPieceVocabulary Train(IEnumerable<string> files, WordPieceTrainerOptions options, CancellationToken cancellationToken = default)
    {
        var paths = files.ToArray();
        var counts = CountWords(paths.SelectMany(File.ReadLines), options, cancellationToken);
        if (counts.Count == 0)
        {
            throw new InvalidInputException(paths.FirstOrDefault() ?? "corpus", null, "The text files hold no words.", "Give at least one text file with text in it.");
        }

        var merger = new PairMerger("##", options.SpecialTokens, Math.Max(options.AlphabetLimit, 1));
        merger.AddWords(counts);
        merger.Merge(options.VocabularySize, options.MinFrequency, cancellationToken);
        return new WordPieceVocabulary([.. merger.Tokens], options);
    }

    private static Dictionary<string, long> CountWords(IEnumerable<string> lines, WordPieceTrainerOptions options, CancellationToken cancellationToken)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var bySpan = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        var normalizer = new BertNormalizer(cleanText: true, handleChineseChars: true, stripAccents: null, options.Lowercase);
        var preTokenizer = new BertPreTokenizer();
        var text = new MappedText();
        var words = new PieceList();
        foreach (var line in lines)
        {
            cancellationToken.ThrowIfCancellationRequested();
            text.Load(line, 0);
            normalizer.Apply(text);
            words.Clear();
            words.Append(text, 0, text.Length, -1);
            preTokenizer.Apply(words);
            foreach (var piece in words.Pieces)
            {
                if (piece.Length <= options.MaxWordLength)
                {
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(bySpan, words.Text.Chars.Slice(piece.Start, piece.Length), out _)++;
                }
            }
        }

        return counts;
    }
}
