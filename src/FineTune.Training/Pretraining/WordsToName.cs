namespace FineTune.Training.Pretraining;

/// <summary>
/// The second objective of pre-training: [CLS] is to name the words of its text, so that it learns what the text is about
/// (in the spirit of RetroMAE, Xiao et al. 2022). Frequent words count less, by the square root of their frequency.
/// </summary>
/// <param name="Cells">For each word to name its cell in [rows, vocabulary], flat.</param>
/// <param name="Weights">Its share of the loss; all add up to 1.</param>
internal sealed record WordsToName(long[] Cells, float[] Weights)
{
    private const double Frequent = 1e-4;

    /// <summary>The words of rows that are not masked yet.</summary>
    /// <param name="rows">Token ids.</param>
    /// <param name="frequencies">The share of each token in the corpus.</param>
    /// <param name="special">Tokens that are no words.</param>
    public static WordsToName Of(IReadOnlyList<int[]> rows, double[] frequencies, IReadOnlySet<int> special)
    {
        var cells = new List<long>();
        var weights = new List<float>();
        for (var row = 0; row < rows.Count; row++)
        {
            foreach (var token in rows[row].Distinct().Where(t => !special.Contains(t)))
            {
                cells.Add(((long)row * frequencies.Length) + token);
                weights.Add((float)Math.Min(1, Math.Sqrt(Frequent / Math.Max(1e-12, frequencies[token]))));
            }
        }

        var total = Math.Max(1e-9f, weights.Sum());
        return new WordsToName([.. cells], [.. weights.Select(w => w / total)]);
    }
}
