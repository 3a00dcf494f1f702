namespace FineTune.Search.Objectives;

/// <summary>Cuts the part of the space below a reference point that a front does not dominate into disjoint boxes.</summary>
/// <remarks>
/// One axis is cut at the front's values; between two cuts the rest is the same problem with one objective less, so the boxes are few for
/// the fronts of a study. All objectives smaller is better; boxes reach down without end.
/// </remarks>
internal static class NonDominatedBoxes
{
    /// <summary>Lower and upper corners; a lower corner may be negative infinity.</summary>
    public static List<(double[] Low, double[] High)> Of(IReadOnlyList<double[]> losses, double[] reference) => Cut(losses, reference, reference.Length);

    private static List<(double[] Low, double[] High)> Cut(IReadOnlyList<double[]> losses, double[] reference, int objectives)
    {
        var last = objectives - 1;
        losses = Front(losses, objectives);
        if (objectives == 1)
        {
            return [([double.NegativeInfinity], [losses.Count == 0 ? reference[0] : Math.Min(reference[0], losses.Min(point => point[0]))])];
        }

        var boxes = new List<(double[] Low, double[] High)>();
        double[] cuts = [double.NegativeInfinity, .. losses.Select(point => point[last]).Where(value => value < reference[last]).Distinct().Order(), reference[last]];
        for (var i = 0; i + 1 < cuts.Length; i++)
        {
            // Between the cuts only points at or below the lower one dominate.
            var cut = cuts[i];
            foreach (var (low, high) in Cut([.. losses.Where(point => point[last] <= cut)], reference, last))
            {
                boxes.Add(([.. low, cuts[i]], [.. high, cuts[i + 1]]));
            }
        }

        return boxes;
    }

    /// <summary>The points that count in the first so many objectives; others would only cut boxes into more.</summary>
    private static List<double[]> Front(IReadOnlyList<double[]> losses, int objectives)
    {
        var ranks = Domination.Ranks([.. losses.Select(point => point[..objectives])]);
        return [.. losses.Where((_, i) => ranks[i] == 0)];
    }
}
