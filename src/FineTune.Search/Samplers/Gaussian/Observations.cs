using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The results of a study as a Gaussian process takes them: points of the cube and standardised values, larger being better.</summary>
internal sealed class Observations
{
    private Observations(List<double[]> points, double[] values, List<double[]> running)
    {
        (Points, Values, Running) = (points, values, running);
    }

    /// <summary>The points with a result.</summary>
    public List<double[]> Points { get; }

    /// <summary>Their standardised values.</summary>
    public double[] Values { get; }

    /// <summary>The points of running trials.</summary>
    public List<double[]> Running { get; }

    /// <summary>Gathers losses (smaller is better); those that are not finite count as the worst finite one.</summary>
    public static Observations Of(UnitCube cube, IReadOnlyList<(ParameterSet Setting, double Loss)> results, IEnumerable<ParameterSet> running, GaussianRules rules)
    {
        var kept = Limit(results, rules.MostObservations);
        var finite = kept.Where(result => double.IsFinite(result.Loss)).Select(result => result.Loss).ToArray();
        var worst = finite.Length == 0 ? 0 : finite.Max();
        var values = kept.Select(result => -(double.IsFinite(result.Loss) ? result.Loss : worst)).ToArray();
        Warping.Apply(rules.Warp, values);
        Standardize(values);
        return new Observations([.. kept.Select(result => cube.Encode(result.Setting))], values, [.. running.Select(cube.Encode)]);
    }

    private static List<(ParameterSet Setting, double Loss)> Limit(IReadOnlyList<(ParameterSet Setting, double Loss)> results, int most)
    {
        if (results.Count <= most)
        {
            return [.. results];
        }

        var best = results.Select((result, index) => (result.Loss, index)).Order().Take(most / 2).Select(entry => entry.index).ToHashSet();
        for (var i = results.Count - 1; i >= 0 && best.Count < most; i--)
        {
            best.Add(i);
        }

        return [.. best.Order().Select(index => results[index])];
    }

    private static void Standardize(double[] values)
    {
        var mean = values.Average();
        var deviation = Math.Max(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / values.Length), 1e-10);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (values[i] - mean) / deviation;
        }
    }
}
