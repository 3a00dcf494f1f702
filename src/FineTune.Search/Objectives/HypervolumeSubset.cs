namespace FineTune.Search.Objectives;

/// <summary>Picks points one by one, each time the one that adds the most hypervolume.</summary>
/// <remarks>Within a factor 1 - 1/e of the best subset. What a point adds only shrinks as others join, so stale values are upper bounds.</remarks>
internal static class HypervolumeSubset
{
    /// <summary>Positions of the picked points in the order of picking; ties go to the lexicographically first point.</summary>
    /// <param name="losses">Points of one rank, all objectives smaller is better.</param>
    /// <param name="count">How many to pick.</param>
    /// <param name="reference">The reference point.</param>
    public static int[] Select(IReadOnlyList<double[]> losses, int count, double[] reference)
    {
        if (count >= losses.Count)
        {
            return [.. Enumerable.Range(0, losses.Count)];
        }

        var unique = Unique(losses);
        if (unique.Length <= count)
        {
            // Every different point, then repetitions, in the order of the points.
            var spare = Enumerable.Range(0, losses.Count).Except(unique).Take(count - unique.Length);
            return [.. unique.Concat(spare).Order()];
        }

        return Array.TrueForAll(reference, double.IsFinite) ? Greedy(losses, unique, count, reference) : unique[..count];
    }

    private static int[] Greedy(IReadOnlyList<double[]> losses, int[] unique, int count, double[] reference)
    {
        var picked = new List<int>();
        var chosen = new List<double[]>();
        var bounds = Array.ConvertAll(unique, row => Hypervolume.Added(losses[row], [], reference));
        var fresh = new bool[unique.Length];
        while (picked.Count < count)
        {
            var best = Array.IndexOf(bounds, bounds.Max());
            if (fresh[best] || chosen.Count == 0)
            {
                picked.Add(unique[best]);
                chosen.Add(losses[unique[best]]);
                bounds[best] = double.NegativeInfinity;
                Array.Clear(fresh);
                continue;
            }

            bounds[best] = Hypervolume.Added(losses[unique[best]], chosen, reference);
            fresh[best] = true;
        }

        return [.. picked];
    }

    /// <summary>The first row of each different point, in lexicographic order.</summary>
    private static int[] Unique(IReadOnlyList<double[]> losses)
    {
        var order = Enumerable.Range(0, losses.Count).ToArray();
        Array.Sort(order, (a, b) => Domination.Lexicographic(losses[a], losses[b]) is var sign && sign != 0 ? sign : a.CompareTo(b));
        return [.. order.Where((row, i) => i == 0 || Domination.Lexicographic(losses[order[i - 1]], losses[row]) != 0)];
    }
}
