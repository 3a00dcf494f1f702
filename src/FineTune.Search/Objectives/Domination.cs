namespace FineTune.Search.Objectives;

/// <summary>Compares results with several objectives, all signed so that smaller is better.</summary>
public static class Domination
{
    /// <summary>Whether a is at least as good as b everywhere and better somewhere.</summary>
    public static bool Dominates(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var better = false;
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] > b[i])
            {
                return false;
            }

            better |= a[i] < b[i];
        }

        return better;
    }

    /// <summary>Ranks of domination: 0 for the Pareto front, 1 for the front without it, and so on. Equal points have equal ranks.</summary>
    /// <param name="losses">The points.</param>
    /// <param name="enough">Once so many different points are ranked, all others share the next rank (several objectives only); null ranks all.</param>
    public static int[] Ranks(IReadOnlyList<double[]> losses, int? enough = null)
    {
        ArgumentNullException.ThrowIfNull(losses);
        var ranks = new int[losses.Count];
        var order = Enumerable.Range(0, losses.Count).ToArray();
        Array.Sort(order, (a, b) => Lexicographic(losses[a], losses[b]) is var sign && sign != 0 ? sign : a.CompareTo(b));
        var fronts = new List<List<double[]>>();
        for (var i = 0; i < order.Length; i++)
        {
            // A point can only be dominated by one before it in lexicographic order; the fronts are searched by halves.
            var point = losses[order[i]];
            ranks[order[i]] = i > 0 && Lexicographic(losses[order[i - 1]], point) == 0 ? ranks[order[i - 1]] : Place(fronts, point);
        }

        if (enough is { } wanted && losses.Count > 0 && losses[0].Length > 1)
        {
            var rank = 0;
            for (var ranked = 0; rank < fronts.Count && ranked < wanted; rank++)
            {
                ranked += fronts[rank].Count;
            }

            for (var i = 0; i < ranks.Length; i++)
            {
                ranks[i] = Math.Min(ranks[i], rank);
            }
        }

        return ranks;
    }

    /// <summary>Ranks where constraints are violated: feasible points first, then the others by how much they violate, unknown ones (NaN) last.</summary>
    /// <param name="losses">The points.</param>
    /// <param name="violations">The sum of violated constraints of each point; 0 or less is feasible.</param>
    public static int[] Ranks(IReadOnlyList<double[]> losses, IReadOnlyList<double> violations)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(violations);
        var ranks = new int[losses.Count];
        var next = 0;
        for (var kind = 0; kind < 3; kind++)
        {
            int[] rows = [.. Enumerable.Range(0, losses.Count).Where(row => Kind(violations[row]) == kind)];
            var among = Ranks([.. rows.Select(row => kind == 1 ? [violations[row]] : losses[row])]);
            for (var i = 0; i < rows.Length; i++)
            {
                ranks[rows[i]] = next + among[i];
            }

            next += rows.Length == 0 ? 0 : among.Max() + 1;
        }

        return ranks;
    }

    /// <summary>Whether a comes before b where constraints are violated.</summary>
    public static bool Dominates(double[] a, double violationA, double[] b, double violationB)
    {
        var (kindA, kindB) = (Kind(violationA), Kind(violationB));
        return kindA != kindB ? kindA < kindB : kindA == 1 ? violationA < violationB : Dominates(a, b);
    }

    /// <summary>The order by the first objective, then the second, and so on.</summary>
    internal static int Lexicographic(double[] a, double[] b)
    {
        for (var i = 0; i < a.Length; i++)
        {
            var sign = a[i].CompareTo(b[i]);
            if (sign != 0)
            {
                return sign;
            }
        }

        return 0;
    }

    private static int Kind(double violation) => double.IsNaN(violation) ? 2 : violation > 0 ? 1 : 0;

    private static int Place(List<List<double[]>> fronts, double[] point)
    {
        var (low, high) = (0, fronts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (fronts[middle].FindLastIndex(member => Dominates(member, point)) >= 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        if (low == fronts.Count)
        {
            fronts.Add([]);
        }

        fronts[low].Add(point);
        return low;
    }
}
