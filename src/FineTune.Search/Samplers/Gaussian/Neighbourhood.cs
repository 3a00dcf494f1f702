namespace FineTune.Search.Samplers.Gaussian;

/// <summary>Random points near the best settings, nearer and farther, with some of the coordinates changed.</summary>
internal static class Neighbourhood
{
    private const double ShareMoved = 0.6;
    private const double ShareSwitched = 0.25;
    private const double Nearest = 0.02;
    private const double FarthestOverNearest = 15;

    /// <summary>So many points of the cube, snapped.</summary>
    public static IEnumerable<double[]> Points(UnitCube cube, IReadOnlyList<double[]> centres, SampleSeed seed, int count)
    {
        var random = new CounterRandom(seed, "neighbours");
        var points = new List<double[]>(count);
        for (var i = 0; i < count; i++)
        {
            var point = centres[random.NextIndex(centres.Count)].ToArray();
            var deviation = Nearest * Math.Pow(FarthestOverNearest, random.NextDouble());
            for (var d = 0; d < point.Length; d++)
            {
                var u = random.NextDouble();
                if (cube.IsCategorical[d])
                {
                    point[d] = u < ShareSwitched ? random.NextIndex((int)cube.Values(d)!.Value) : point[d];
                }
                else if (u < ShareMoved)
                {
                    // A step on a grid is worth nothing where it does not reach the next value.
                    var least = cube.Values(d) is { } values ? 0.7 / values : 0;
                    point[d] = Math.Clamp(point[d] + (Math.Max(deviation, least) * random.NextNormal()), 0, 1);
                }
            }

            cube.Snap(point);
            points.Add(point);
        }

        return points;
    }
}
