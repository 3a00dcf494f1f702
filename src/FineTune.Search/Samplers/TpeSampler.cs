using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Samplers.Tpe;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>Tree-structured Parzen estimator (Bergstra et al. 2011; rules and constants of Optuna 5 or 4.9).</summary>
/// <remarks>
/// Random until ten trials have a result. Then the best tenth (at most 25) is modelled by one density and the rest by another; of 24 draws
/// from the first the one with the largest ratio wins. Paused, pruned and promoted trials rank behind complete ones, those trained
/// farther first; running and failed trials count as bad; NaN is worse than any value. Parameters under the same condition are modelled jointly.
/// </remarks>
public sealed class TpeSampler : ISampler
{
    private static readonly RandomSampler Startup = new();
    private readonly TpeRules _rules;

    /// <summary>A sampler with these rules; Optuna 5's by default.</summary>
    public TpeSampler(TpeRules? rules = null) => _rules = rules ?? TpeRules.Optuna5;

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        return Sample(space, TrialTable.From(space, history, direction), seed) ?? Startup.Sample(space, history, direction, seed);
    }

    /// <summary>A proposal from a table of trials, or null while too few have a result.</summary>
    internal ParameterSet? Sample(SearchSpace space, TrialTable table, SampleSeed seed)
    {
        var results = 0;
        foreach (var standing in table.Standing)
        {
            results += standing is TrialStanding.Complete or TrialStanding.Pruned ? 1 : 0;
        }

        if (results < _rules.StartupTrials)
        {
            return null;
        }

        var split = TpeSplit.Of(table, _rules);
        var belief = PriorBelief.Of(space);
        var random = new CounterRandom(seed, "tpe");
        var chosen = new Dictionary<string, ParameterValue>(StringComparer.Ordinal);
        foreach (var block in ParameterBlocks.Of(space, _rules.Multivariate))
        {
            var condition = space.Parameters[block[0]].When;
            if (condition is null || condition.Holds(chosen))
            {
                Choose(space, block, table, split, belief, ref random, chosen);
            }
        }

        return ParameterSet.Create(space.Parameters.Where(parameter => chosen.ContainsKey(parameter.Name))
            .Select(parameter => KeyValuePair.Create(parameter.Name, chosen[parameter.Name])));
    }

    private void Choose(
        SearchSpace space, int[] block, TrialTable table, TpeSplit split, PriorBelief? belief, ref CounterRandom random, Dictionary<string, ParameterValue> chosen)
    {
        if (space.Parameters[block[0]] is FixedParameter constant)
        {
            chosen[constant.Name] = constant.Value;
            return;
        }

        var good = new ParzenEstimator(space, block, table, WithAll(split.Good, block, table), _rules);
        var bad = new ParzenEstimator(space, block, table, WithAll(split.Bad, block, table), _rules);
        var points = new double[_rules.Candidates][];
        for (var candidate = 0; candidate < points.Length; candidate++)
        {
            points[candidate] = new double[block.Length];
            good.Draw(ref random, points[candidate]);
        }

        var (likely, unlikely) = (new double[points.Length], new double[points.Length]);
        good.LogDensities(points, likely);
        bad.LogDensities(points, unlikely);
        var best = points[0];
        var bestScore = double.NegativeInfinity;
        for (var candidate = 0; candidate < points.Length; candidate++)
        {
            var score = likely[candidate] - unlikely[candidate] + (belief is null ? 0 : Believed(space, block, belief, points[candidate], split.Good.Length + split.Bad.Length));
            if (score > bestScore)
            {
                bestScore = score;
                best = points[candidate];
            }
        }

        for (var d = 0; d < block.Length; d++)
        {
            var parameter = space.Parameters[block[d]];
            chosen[parameter.Name] = TrialTable.Decode(parameter, best[d]);
        }
    }

    private static double Believed(SearchSpace space, int[] block, PriorBelief belief, double[] point, int results)
    {
        var sum = 0.0;
        for (var d = 0; d < block.Length; d++)
        {
            var parameter = space.Parameters[block[d]];
            var (low, high) = UnitCube.Bounds(parameter);
            sum += belief.Log(parameter, parameter is CategoricalParameter ? point[d] : (point[d] - low) / (high - low), results);
        }

        return sum;
    }

    /// <summary>The rows that have all parameters of the block.</summary>
    private static int[] WithAll(int[] rows, int[] block, TrialTable table)
    {
        var kept = new List<int>(rows.Length);
        foreach (var row in rows)
        {
            var all = true;
            foreach (var column in block)
            {
                all &= !double.IsNaN(table.Settings[row][column]);
            }

            if (all)
            {
                kept.Add(row);
            }
        }

        return [.. kept];
    }
}
