namespace FineTune.Search.Objectives;

/// <summary>The volume that points dominate up to a reference point; all objectives smaller is better (While et al. 2012, WFG).</summary>
public static class Hypervolume
{
    /// <summary>The volume of the union of the boxes from each point to the reference; points beyond the reference add nothing.</summary>
    /// <remarks>n log n for two objectives; for more, exponential in the worst case and fast for the fronts of a study.</remarks>
    public static double Of(IReadOnlyList<double[]> losses, double[] reference)
    {
        ArgumentNullException.ThrowIfNull(losses);
        ArgumentNullException.ThrowIfNull(reference);
        return Union(Front(losses.Where(point => Within(point, reference))), reference);
    }

    /// <summary>What a point adds to the volume of others.</summary>
    public static double Added(double[] point, IReadOnlyList<double[]> others, double[] reference)
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(others);
        ArgumentNullException.ThrowIfNull(reference);
        return Within(point, reference) ? Exclusive(point, others, reference) : 0;
    }

    /// <summary>A reference point a tenth beyond the worst of these points; a worst value of 0 becomes a tiny one.</summary>
    public static double[] ReferenceFor(IReadOnlyList<double[]> losses)
    {
        ArgumentNullException.ThrowIfNull(losses);
        var reference = new double[losses[0].Length];
        for (var i = 0; i < reference.Length; i++)
        {
            var worst = losses.Max(point => point[i]);
            var beyond = Math.Max(1.1 * worst, 0.9 * worst);
            reference[i] = beyond == 0 ? 1e-12 : beyond;
        }

        return reference;
    }

    private static bool Within(double[] point, double[] reference)
    {
        for (var i = 0; i < point.Length; i++)
        {
            if (!(point[i] < reference[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The points that none dominates, each once, in lexicographic order.</summary>
    private static List<double[]> Front(IEnumerable<double[]> points)
    {
        var front = new List<double[]>();
        var sorted = points.ToList();
        sorted.Sort(Domination.Lexicographic);
        foreach (var point in sorted)
        {
            if (!front.Exists(member => Domination.Lexicographic(member, point) == 0 || Domination.Dominates(member, point)))
            {
                front.Add(point);
            }
        }

        return front;
    }

    private static double Union(List<double[]> front, double[] reference)
    {
        if (front.Count == 0)
        {
            return 0;
        }

        if (reference.Length == 2)
        {
            var (area, ceiling) = (0.0, reference[1]);
            foreach (var point in front)
            {
                area += (reference[0] - point[0]) * (ceiling - point[1]);
                ceiling = point[1];
            }

            return area;
        }

        var volume = 0.0;
        for (var i = 0; i < front.Count; i++)
        {
            volume += Exclusive(front[i], front.GetRange(i + 1, front.Count - i - 1), reference);
        }

        return volume;
    }

    /// <summary>The point's own box less what the others cover of it.</summary>
    private static double Exclusive(double[] point, IReadOnlyList<double[]> others, double[] reference)
    {
        var box = 1.0;
        for (var i = 0; i < point.Length; i++)
        {
            box *= reference[i] - point[i];
        }

        var covered = Front(others.Where(other => Within(other, reference)).Select(other => other.Zip(point, Math.Max).ToArray()));
        return box - Union(covered, reference);
    }
}
