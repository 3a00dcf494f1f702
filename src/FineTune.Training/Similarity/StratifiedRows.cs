using FineTune.Training.Datasets;
using FineTune.Training.Optimization;

namespace FineTune.Training.Similarity;

/// <summary>Chooses some rows so that each class has its turn: the rare ones whole, the frequent ones in part.</summary>
internal static class StratifiedRows
{
    /// <summary>Some rows of a split; where rows have no class, all are alike.</summary>
    public static int[] Take(PreparedSplit split, int count, RandomKey key) =>
        Take(split.LabelIds.Length == split.Count ? split.LabelIds : new int[split.Count], count, key);

    /// <summary>At most <paramref name="count"/> row numbers in ascending order; equal arguments give equal rows.</summary>
    public static int[] Take(IReadOnlyList<int> labels, int count, RandomKey key)
    {
        if (labels.Count <= count)
        {
            return [.. Enumerable.Range(0, labels.Count)];
        }

        var classes = key.Permutation(labels.Count).GroupBy(row => labels[row]).OrderBy(group => group.Key).Select(group => group.ToArray()).ToArray();
        var taken = new List<int>(count);
        for (var turn = 0; taken.Count < count; turn++)
        {
            taken.AddRange(classes.Where(rows => turn < rows.Length).Select(rows => rows[turn]));
        }

        return [.. taken.Take(count).Order()];
    }
}
