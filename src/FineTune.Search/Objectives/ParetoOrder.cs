namespace FineTune.Search.Objectives;

/// <summary>Orders results with several objectives: by rank of domination, within a rank the loneliest first (NSGA-II), then by the first objective.</summary>
internal static class ParetoOrder
{
    /// <summary>Positions in order and the rank of each point; points with a first loss that is not finite are last, of one rank of their own.</summary>
    /// <param name="losses">The points, smaller is better; those that come first win ties.</param>
    public static (int[] Order, int[] Ranks) Of(IReadOnlyList<double[]> losses)
    {
        int[] finite = [.. Enumerable.Range(0, losses.Count).Where(row => double.IsFinite(losses[row][0]))];
        var among = Domination.Ranks([.. finite.Select(row => losses[row])]);
        var last = among.Length == 0 ? 0 : among.Max() + 1;
        var ranks = Enumerable.Repeat(last, losses.Count).ToArray();
        var distances = new double[losses.Count];
        foreach (var front in Enumerable.Range(0, finite.Length).GroupBy(place => among[place]))
        {
            int[] rows = [.. front.Select(place => finite[place])];
            var lonely = CrowdingDistance.Of([.. rows.Select(row => losses[row])]);
            for (var i = 0; i < rows.Length; i++)
            {
                (ranks[rows[i]], distances[rows[i]]) = (front.Key, lonely[i]);
            }
        }

        return ([.. Enumerable.Range(0, losses.Count).OrderBy(row => ranks[row]).ThenByDescending(row => distances[row]).ThenBy(row => losses[row][0]).ThenBy(row => row)], ranks);
    }
}
