using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers.Gaussian;

/// <summary>The results of a study as a Gaussian process takes them: points of the cube and standardised values, larger being better.</summary>
/// <remarks>
/// Results after different lengths of training are told apart by one more coordinate, the logarithm of the epochs scaled to [0, 1];
/// where all were trained equally long there is none.
/// </remarks>
internal sealed class Observations
{
    private Observations(List<double[]> points, double[] values, List<double[]> running, bool hasFidelity)
    {
        (Points, Values, Running, HasFidelity) = (points, values, running, hasFidelity);
    }

    /// <summary>The points with a result.</summary>
    public List<double[]> Points { get; }

    /// <summary>Their standardised values.</summary>
    public double[] Values { get; }

    /// <summary>The points of running trials, at the shortest training.</summary>
    public List<double[]> Running { get; }

    /// <summary>Whether the last coordinate tells how long a trial was trained.</summary>
    public bool HasFidelity { get; }

    /// <summary>Gathers losses (smaller is better); those that are not finite count as the worst finite one.</summary>
    public static Observations Of(UnitCube cube, IReadOnlyList<Result> results, IEnumerable<ParameterSet> running, GaussianRules rules)
    {
        var kept = Limit(results, rules.MostObservations);
        var finite = kept.Where(result => double.IsFinite(result.Loss)).Select(result => result.Loss).ToArray();
        var worst = finite.Length == 0 ? 0 : finite.Max();
        var values = kept.Select(result => -(double.IsFinite(result.Loss) ? result.Loss : worst)).ToArray();
        Warping.Apply(rules.Warp, values);
        Standardize(values);
        var (shortest, longest) = (kept.Min(result => result.Epochs), kept.Max(result => result.Epochs));
        var hasFidelity = longest > shortest * 1.0001;
        double[] Point(ParameterSet setting, double epochs) => hasFidelity
            ? [.. cube.Encode(setting), Math.Log(epochs / shortest) / Math.Log(longest / shortest)]
            : cube.Encode(setting);
        return new Observations([.. kept.Select(result => Point(result.Setting, result.Epochs))], values, [.. running.Select(setting => Point(setting, shortest))], hasFidelity);
    }

    private static List<Result> Limit(IReadOnlyList<Result> results, int most)
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

    /// <summary>One result: a setting's loss after so many epochs.</summary>
    public readonly record struct Result(ParameterSet Setting, double Epochs, double Loss);
}
