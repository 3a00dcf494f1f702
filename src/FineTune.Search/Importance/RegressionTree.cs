namespace FineTune.Search.Importance;

/// <summary>A binary regression tree as parallel arrays; nodes in preorder, node 0 is the root.</summary>
/// <param name="Feature">The column that a node splits, or -1 at a leaf.</param>
/// <param name="Threshold">A value at or below it goes left.</param>
/// <param name="Left">The left child.</param>
/// <param name="Right">The right child.</param>
/// <param name="Value">The mean of the node's targets.</param>
internal sealed record RegressionTree(int[] Feature, double[] Threshold, int[] Left, int[] Right, double[] Value)
{
    /// <summary>By column, how much its splits lowered the weighted sum of squares.</summary>
    public double[] Decrease { get; init; } = [];

    /// <summary>How many rows each node has.</summary>
    public int[] Rows { get; init; } = [];
}
