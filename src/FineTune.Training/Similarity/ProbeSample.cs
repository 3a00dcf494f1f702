using FineTune.Training.Datasets;

namespace FineTune.Training.Similarity;

/// <summary>Examples of a split that a probe is fitted to or measured on: whole rows, or words within rows.</summary>
/// <param name="Split">The split.</param>
/// <param name="Rows">Row numbers of the split.</param>
/// <param name="Places">For words, the place of each among <paramref name="Rows"/> and its token; null where rows are the examples.</param>
internal sealed record ProbeSample(PreparedSplit Split, int[] Rows, IReadOnlyList<(int Row, int Token)>? Places = null)
{
    /// <summary>Number of examples.</summary>
    public int Count => Places?.Count ?? Rows.Length;

    /// <summary>The token ids of the rows.</summary>
    public int[][] Tokens => Array.ConvertAll(Rows, row => Split.Tokens(row).ToArray());
}
