using FineTune.Training.Tokenizers;

namespace FineTune.Training.Pretraining;

/// <summary>Reads the texts of a pre-training.</summary>
internal static class CorpusReader
{
    /// <summary>The text files of a path, in ordinal order.</summary>
    /// <exception cref="InvalidInputException">There are none.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        string[] files = File.Exists(path) ? [path]
            : Directory.Exists(path) ? [.. Directory.EnumerateFiles(path, "*.txt").Order(StringComparer.Ordinal)]
            : [];
        return files.Length > 0 ? files : throw new InvalidInputException(path, null, "There is no text file.", "Name a .txt file or a folder with .txt files.");
    }

    /// <summary>All paragraphs as one stream of token ids with [SEP] after each; a line is a paragraph.</summary>
    public static int[] Tokens(IEnumerable<string> files, Tokenizer tokenizer, int sep)
    {
        var tokens = new List<int>();
        foreach (var paragraph in files.SelectMany(File.ReadLines))
        {
            tokenizer.EncodeIds(paragraph, tokens, addSpecialTokens: false);
            if (tokens.Count > 0 && tokens[^1] != sep)
            {
                tokens.Add(sep);
            }
        }

        return [.. tokens];
    }
}
