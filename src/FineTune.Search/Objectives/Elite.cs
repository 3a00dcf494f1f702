namespace FineTune.Search.Objectives;

/// <summary>The best part of a population: whole ranks of domination, and of the rank that does not fit the loneliest.</summary>
internal static class Elite
{
    /// <summary>Positions of the selected points, rank by rank.</summary>
    /// <param name="values">The population, signed or as reported: only distances count, and ties follow the last objective.</param>
    /// <param name="ranks">Its ranks.</param>
    /// <param name="size">How many to keep.</param>
    public static int[] Select(IReadOnlyList<double[]> values, int[] ranks, int size)
    {
        var selected = new List<int>();
        for (var rank = 0; selected.Count < Math.Min(size, values.Count); rank++)
        {
            int[] front = [.. Enumerable.Range(0, values.Count).Where(row => ranks[row] == rank)];
            var room = size - selected.Count;
            selected.AddRange(front.Length < room
                ? front
                : CrowdingDistance.Order([.. front.Select(row => values[row])]).Take(room).Select(position => front[position]));
        }

        return [.. selected];
    }

    /// <summary>The best share of a population: whole ranks, and of the rank that does not fit those that add the most hypervolume.</summary>
    public static int[] SelectByVolume(IReadOnlyList<double[]> losses, int[] ranks, int size)
    {
        var selected = new List<int>();
        for (var rank = 0; selected.Count < Math.Min(size, losses.Count); rank++)
        {
            int[] front = [.. Enumerable.Range(0, losses.Count).Where(row => ranks[row] == rank)];
            var room = size - selected.Count;
            double[][] points = [.. front.Select(row => losses[row])];
            selected.AddRange(front.Length <= room
                ? front
                : HypervolumeSubset.Select(points, room, Hypervolume.ReferenceFor(points)).Select(position => front[position]));
        }

        return [.. selected];
    }
}
