using FineTune.Search.Ledger;
using FineTune.Search.Objectives;
using FineTune.Search.Planning;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>NSGA-II (Deb et al. 2002) without generations: each proposal is a child of two of the best trials so far.</summary>
/// <remarks>
/// Random until ten trials have a result. The parents' pool is the best quarter of all trials, six at least and fifty at most: whole ranks of domination, and of the rank
/// that does not fit the loneliest, so that several objectives are spread over their front. Numbers are blended (BLX-0.5), choices taken
/// from either parent, and on average one parameter is drawn anew. Failed trials and values that are not finite are no parents.
/// </remarks>
public sealed class GeneticSampler : ISampler
{
    private const int Startup = 10;
    private const int FewestParents = 6;
    private const int MostParents = 50;
    private const double CrossoverShare = 0.9;
    private const double Blend = 0.5;
    private static readonly RandomSampler Random = new();

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var fresh = Random.Sample(space, history, direction, seed);
        var table = TrialTable.From(space, history, direction);
        var parents = Parents(table);
        if (parents.Length < 2 || table.Count < Startup)
        {
            return fresh;
        }

        var random = new CounterRandom(seed, "genetic");
        var first = history.Find(table.Numbers[Tournament(parents, ref random)])!.Parameters;
        var second = history.Find(table.Numbers[Tournament(parents, ref random)])!.Parameters;
        return Child(space, first, random.NextDouble() < CrossoverShare ? second : first, fresh, ref random);
    }

    /// <summary>Rows of the best trials, the best first.</summary>
    private static int[] Parents(TrialTable table)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(row => table.Standing[row] is TrialStanding.Complete or TrialStanding.Pruned && double.IsFinite(table.LastLoss[row]))];
        if (rows.Length < Startup)
        {
            return [];
        }

        var size = Math.Clamp(rows.Length / 4, FewestParents, MostParents);
        if (table.Losses.Length == 1)
        {
            Array.Sort(rows, (a, b) => TrialOrder.Compare(table, a, b));
            return rows[..Math.Min(size, rows.Length)];
        }

        double[][] losses = [.. rows.Select(row => table.Losses.Select(column => column[row]).ToArray())];
        var ranks = Domination.Ranks(losses, [.. rows.Select(row => table.Violation[row])]);
        return [.. Elite.Select(losses, ranks, size).Select(position => rows[position])];
    }

    /// <summary>The better of two.</summary>
    private static int Tournament(int[] parents, ref CounterRandom random) =>
        parents[Math.Min(random.NextIndex(parents.Length), random.NextIndex(parents.Length))];

    private static ParameterSet Child(SearchSpace space, ParameterSet first, ParameterSet second, ParameterSet fresh, ref CounterRandom random)
    {
        var mutation = 1.0 / space.Parameters.Count(parameter => parameter is not FixedParameter);
        var child = ParameterSet.Empty;
        foreach (var parameter in space.Parameters)
        {
            if (parameter.When is { } condition && !condition.Holds(child))
            {
                continue;
            }

            // All numbers are drawn whether they are used or not, so that one parameter's fate does not shift the next one's.
            var (mutates, side, place, anew) = (random.NextDouble() < mutation, random.NextDouble() < 0.5, random.NextDouble(), random.NextDouble());
            var (a, b) = (first.TryGetValue(parameter.Name, out var x) ? x : (ParameterValue?)null, second.TryGetValue(parameter.Name, out var y) ? y : (ParameterValue?)null);
            var value = mutates || (a ?? b) is null
                ? (fresh.TryGetValue(parameter.Name, out var drawn) ? drawn : parameter.FromUnit(anew))
                : Cross(parameter, (a ?? b)!.Value, (b ?? a)!.Value, side, place);
            child = child.With(parameter.Name, value);
        }

        return child;
    }

    private static ParameterValue Cross(Parameter parameter, ParameterValue a, ParameterValue b, bool side, double place)
    {
        if (parameter is not (FloatParameter or IntegerParameter) || a.Matches(b))
        {
            return side ? a : b;
        }

        var (low, high) = (TrialTable.Encode(parameter, a), TrialTable.Encode(parameter, b));
        var width = Math.Abs(high - low);
        return TrialTable.Decode(parameter, Math.Min(low, high) - (Blend * width) + (place * (1 + (2 * Blend)) * width));
    }
}
