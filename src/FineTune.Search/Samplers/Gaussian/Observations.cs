using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The results of a study as a Gaussian process takes them: points of the cube and standardised values, larger being better.</summary>
internal sealed class Observations
{
    private Observations(double[][] points, double[] values, double[] variances, bool[] areAtTop, double runningVariance, int results, double deviation)
    {
        (Points, Values, Variances, AreAtTop, RunningVariance, Results, Deviation) = (points, values, variances, areAtTop, runningVariance, results, deviation);
    }

    /// <summary>The points with a result.</summary>
    public double[][] Points { get; }

    /// <summary>Their standardised values (see <see cref="RungTransfer"/>).</summary>
    public double[] Values { get; }

    /// <summary>How uncertain each value is besides the noise.</summary>
    public double[] Variances { get; }

    /// <summary>Which values were measured at the top rung.</summary>
    public bool[] AreAtTop { get; }

    /// <summary>How uncertain the results of the trials will be that are running for the first time.</summary>
    public double RunningVariance { get; }

    /// <summary>How many results there were before some were chosen.</summary>
    public int Results { get; }

    /// <summary>The deviation that the values were divided by.</summary>
    public double Deviation { get; }

    /// <summary>Gathers a study's results.</summary>
    public static Observations Of(UnitCube cube, StudyState history, Direction direction, GaussianRules rules)
    {
        var results = RungTransfer.Of(history, direction, rules);
        var values = results.Select(result => result.Value).ToArray();
        var deviation = Standardize(values);
        var scale = 1 / (deviation * deviation);
        var running = results.Count == 0 ? 0 : results.Max(result => result.Variance) * scale;
        var kept = Spread(values, rules.MostObservations);
        return new Observations(
            [.. kept.Select(i => cube.Encode(results[i].Setting))],
            [.. kept.Select(i => values[i])],
            [.. kept.Select(i => results[i].Variance * scale)],
            [.. kept.Select(i => results[i].IsAtTop)],
            running,
            results.Count,
            deviation);
    }

    /// <summary>Of many, as many as allowed: the better half of these are the best, the rest are spread evenly over all others.</summary>
    public static int[] Spread(double[] values, int most)
    {
        var all = Enumerable.Range(0, values.Length);
        if (values.Length <= most)
        {
            return [.. all];
        }

        var best = all.OrderByDescending(i => values[i]).ThenBy(i => i).Take(most / 2).ToHashSet();
        var rest = all.Where(i => !best.Contains(i)).ToArray();
        var wanted = most - best.Count;
        return [.. best.Concat(Enumerable.Range(0, wanted).Select(i => rest[(int)((long)i * rest.Length / wanted)])).Order()];
    }

    private static double Standardize(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Max(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length), 1e-10);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - mean) / deviation;
        }

        return deviation;
    }
}
