using System.Text;

namespace FineTune.Training.Datasets;

/// <summary>Reads CoNLL files as a stream: a line for each word, its tag in the last column, an empty line between sentences.</summary>
internal sealed class ConllFile(string path)
{
    /// <summary>All sentences with the line on which each begins.</summary>
    /// <exception cref="InvalidInputException">A line has no tag; names it.</exception>
    public IEnumerable<(int Number, long Line, List<string> Words, List<string> Tags)> Sentences()
    {
        EncodingCheck.Check(path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        var (words, tags, begin, line, number) = (new List<string>(), new List<string>(), 1L, 0L, 0);
        while (reader.ReadLine() is { } text)
        {
            line++;
            var columns = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (columns.Length == 0 || columns[0] == "-DOCSTART-")
            {
                if (words.Count > 0)
                {
                    yield return (++number, begin, words, tags);
                    (words, tags) = ([], []);
                }

                continue;
            }

            if (columns.Length < 2)
            {
                throw new InvalidInputException(path, $"line {line}", $"The word '{columns[0]}' has no tag.", "Write a word and its tag on each line, and an empty line between sentences.");
            }

            begin = words.Count == 0 ? line : begin;
            words.Add(columns[0]);
            tags.Add(columns[^1]);
        }

        if (words.Count > 0)
        {
            yield return (++number, begin, words, tags);
        }
    }
}
