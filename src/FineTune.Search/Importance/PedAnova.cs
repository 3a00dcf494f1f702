using FineTune.Search.Spaces;

namespace FineTune.Search.Importance;

/// <summary>PED-ANOVA: how differently the best trials and all trials are spread over a parameter's range (Watanabe et al. 2023, arXiv 2304.10255).</summary>
/// <remarks>
/// Constants and rules of Optuna 5. The measure is the Pearson divergence of both densities. A parameter that exists in some trials only
/// is judged within those and counts with the square of its share among the best over its share among all (the conditional variant).
/// Values that are not finite are left out. Exact and fast: linear in the trials.
/// </remarks>
public static class PedAnova
{
    /// <summary>Added to densities, so that empty cells can be divided by.</summary>
    private const double Epsilon = 1e-12;

    /// <summary>The importance of every searched parameter of the space, the most important first; empty with fewer than two finite results.</summary>
    public static IReadOnlyList<ParameterImportance> Of(SearchSpace space, IReadOnlyList<Observation> observations, PedAnovaRules? rules = null)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(observations);
        rules ??= new PedAnovaRules();
        var finite = observations.Where(observation => observation.IsFinite).ToList();
        if (finite.Count < 2)
        {
            return [];
        }

        var target = BestShare.Of(finite, rules.TargetQuantile);
        var region = BestShare.Of(finite, rules.RegionQuantile);
        return ParameterImportance.Normalized([.. space.Parameters
            .Where(parameter => parameter.Cardinality is not 1)
            .Select(parameter => (parameter.Name, Measure(parameter, target, region, rules)))]);
    }

    private static double Measure(Parameter parameter, List<Observation> target, List<Observation> region, PedAnovaRules rules)
    {
        var best = Values(parameter, target);
        var all = Values(parameter, region);
        if (best.Count == 0 || all.Count == 0)
        {
            return 0;
        }

        var amongBest = best.Count / (double)target.Count;
        var amongAll = all.Count / (double)region.Count;
        var quantile = target.Count / (double)region.Count;
        return quantile * quantile * amongBest * amongBest / amongAll * Divergence(parameter, best, all, rules);
    }

    private static List<ParameterValue> Values(Parameter parameter, List<Observation> observations)
    {
        var values = new List<ParameterValue>(observations.Count);
        foreach (var observation in observations)
        {
            if (observation.Parameters.TryGetValue(parameter.Name, out var value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static double Divergence(Parameter parameter, List<ParameterValue> best, List<ParameterValue> all, PedAnovaRules rules)
    {
        var top = Density(parameter, best, rules);
        var reference = rules.Local ? Density(parameter, all, rules) : null;
        var sum = 0.0;
        for (var cell = 0; cell < top.Length; cell++)
        {
            var expected = reference is null ? 1.0 / top.Length : reference[cell] + Epsilon;
            var ratio = ((top[cell] + Epsilon) / expected) - 1;
            sum += expected * ratio * ratio;
        }

        return sum;
    }

    private static double[] Density(Parameter parameter, List<ParameterValue> values, PedAnovaRules rules)
    {
        var counts = CellCounts.Of(parameter, values, rules.Cells);
        return parameter is CategoricalParameter ? CellDensity.OfChoices(counts, rules.PriorWeight) : CellDensity.OfCells(counts, rules.PriorWeight);
    }
}
