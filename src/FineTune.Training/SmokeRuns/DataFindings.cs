using System.Globalization;
using FineTune.Training.Datasets;
using FineTune.Training.Tokenizers;

namespace FineTune.Training.SmokeRuns;

/// <summary>What the tokens themselves say of a dataset: texts that are hardly texts, and texts that the tokenizer does not know.</summary>
internal static class DataFindings
{
    private const double ManyUnknown = 0.1;
    private const double ManyAlike = 0.5;

    /// <summary>Rows this short, special tokens counted, hold a word at most.</summary>
    private const int AWord = 3;

    /// <summary>The sentences.</summary>
    public static IEnumerable<string> Of(PreparedDataset dataset, string modelFolder)
    {
        var split = dataset.Train;
        if (split.Images is not null)
        {
            yield break;
        }

        var unknown = File.Exists(Path.Combine(modelFolder, "tokenizer.json")) ? Tokenizer.Load(modelFolder).SpecialTokens.Unknown : null;
        if (unknown is { } id && split.TokenIds.Count(token => token == id) / (double)Math.Max(1, split.TokenIds.Length) is var share and > ManyUnknown)
        {
            yield return Say($"{share:P0} of the tokens are unknown to the model's tokenizer: it was made for another language or script.");
        }

        var words = Enumerable.Range(0, split.Count).Count(row => split.Length(row) <= AWord);
        if (words > ManyAlike * split.Count)
        {
            yield return Say($"{words} of {split.Count} training texts hold one word at most: check which column holds the text (columns.text).");
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
