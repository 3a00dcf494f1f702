using FineTune.Search.Samplers;
using FineTune.Search.Spaces;

namespace FineTune.Search.Importance;

/// <summary>Importance from a random forest of 64 regression trees over the results.</summary>
/// <remarks>
/// Only parameters that all trials have enter one forest. A conditional parameter is measured in a forest over the trials that have it,
/// and counts with the share of the squared deviations that these trials hold. Values that are not finite are left out. Slower than <see cref="PedAnova"/>, and it
/// asks a different question: what explains the results over the whole space, not what makes the best ones.
/// </remarks>
public static class ForestImportance
{
    private const int Trees = 64;
    private const int MostDepth = 64;

    /// <summary>fANOVA: the share of a forest's variance over the space that a parameter explains alone. Empty where nothing varies.</summary>
    public static IReadOnlyList<ParameterImportance> Fanova(SearchSpace space, IReadOnlyList<Observation> observations, ulong seed, bool conditional = true) =>
        Of(space, observations, seed, conditional, Explained);

    /// <summary>Mean decrease of impurity: by how much the splits on a parameter lowered the squared error. Empty where nothing varies.</summary>
    public static IReadOnlyList<ParameterImportance> MeanDecreaseImpurity(SearchSpace space, IReadOnlyList<Observation> observations, ulong seed, bool conditional = true) =>
        Of(space, observations, seed, conditional, Decreased);

    private static IReadOnlyList<ParameterImportance> Of(
        SearchSpace space, IReadOnlyList<Observation> observations, ulong seed, bool conditional, Func<RegressionTree, TreeInputs, double[]?> measure)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(observations);
        var finite = observations.Where(observation => observation.IsFinite).ToList();
        var (inputs, measures) = Forest(space, finite, seed, measure);
        if (measures is null)
        {
            return [];
        }

        var found = inputs.Parameters.Zip(measures, (parameter, value) => (parameter.Name, value)).ToList();
        foreach (var parameter in conditional ? space.Parameters : [])
        {
            if (parameter.Cardinality is not 1 && !inputs.Parameters.Contains(parameter))
            {
                found.Add((parameter.Name, Within(space, parameter, finite, seed, measure)));
            }
        }

        return ParameterImportance.Normalized(found);
    }

    /// <summary>The measure of a conditional parameter among the trials that have it, scaled to all.</summary>
    private static double Within(SearchSpace space, Parameter parameter, List<Observation> all, ulong seed, Func<RegressionTree, TreeInputs, double[]?> measure)
    {
        var having = all.FindAll(observation => observation.Parameters.ContainsKey(parameter.Name));
        if (having.Count < 2)
        {
            return 0;
        }

        var (inputs, measures) = Forest(space, having, seed, measure);
        return measures is null ? 0 : measures[inputs.Parameters.TakeWhile(other => other != parameter).Count()] * Squares(having) / Squares(all);
    }

    private static (TreeInputs Inputs, double[]? Measures) Forest(
        SearchSpace space, List<Observation> observations, ulong seed, Func<RegressionTree, TreeInputs, double[]?> measure)
    {
        var inputs = TreeInputs.Of(space, [.. observations.Select(observation => observation.Parameters)]);
        double[] targets = [.. observations.Select(observation => observation.Losses[0])];
        if (targets.Length < 2 || inputs.Parameters.Count == 0)
        {
            return (inputs, null);
        }

        var sums = new double[inputs.Parameters.Count];
        var counted = 0;
        for (var tree = 0; tree < Trees; tree++)
        {
            var random = new CounterRandom(new SampleSeed(seed, tree), "forest");
            var grown = TreeGrowth.Grow(inputs.Columns, targets, TreeGrowth.Bootstrap(targets.Length, ref random), MostDepth, random);
            if (measure(grown, inputs) is { } measured)
            {
                counted++;
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += measured[i];
                }
            }
        }

        return (inputs, counted == 0 ? null : Array.ConvertAll(sums, sum => sum / counted));
    }

    private static double[]? Explained(RegressionTree tree, TreeInputs inputs)
    {
        var variance = new TreeVariance(tree, inputs.Bounds);
        return variance.Total > 0 ? [.. inputs.ColumnsOf.Select(columns => variance.Of(columns) / variance.Total)] : null;
    }

    private static double[]? Decreased(RegressionTree tree, TreeInputs inputs)
    {
        var total = tree.Decrease.Sum();
        return total > 0 ? [.. inputs.ColumnsOf.Select(columns => columns.Sum(column => tree.Decrease[column]) / total)] : null;
    }

    private static double Squares(List<Observation> observations)
    {
        var mean = observations.Average(observation => observation.Losses[0]);
        return observations.Sum(observation => (observation.Losses[0] - mean) * (observation.Losses[0] - mean));
    }
}
