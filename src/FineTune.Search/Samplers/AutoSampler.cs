using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>The default: a Gaussian process, with a Parzen estimator for every fourth trial.</summary>
/// <remarks>
/// The process needs the fewest trials on smooth spaces, the estimator still moves on where the process is mistaken about a rugged one
/// (bench/search measures both). Each sees the results of the other's trials, and both see results of short trainings as what they promise
/// at full length.
/// </remarks>
public sealed class AutoSampler : ISampler
{
    private static readonly SobolSampler Spread = new();
    private readonly GaussianSampler _process;
    private readonly TpeSampler _estimator = new();
    private readonly int _estimatorEvery;
    private readonly int _spreadEvery;

    /// <summary>A sampler that asks the Parzen estimator for one trial in so many, and the Sobol sequence for one in so many.</summary>
    public AutoSampler(int estimatorEvery = 8, int spreadEvery = 8, GaussianRules? rules = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(estimatorEvery, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(spreadEvery, 2);
        (_estimatorEvery, _spreadEvery, _process) = (estimatorEvery, spreadEvery, new GaussianSampler(rules));
    }

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        if (seed.Trial % _spreadEvery == _spreadEvery - 1)
        {
            return Spread.Sample(space, history, direction, seed);
        }

        return seed.Trial % _estimatorEvery == (_estimatorEvery - 1) / 2
            ? Estimated(space, history, direction, seed) ?? _process.Sample(space, history, direction, seed)
            : _process.Sample(space, history, direction, seed);
    }

    private ParameterSet? Estimated(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        var table = TrialTable.From(space, history, direction);
        var results = RungTransfer.Of(history, direction, TargetWarp.HalfRank);
        var next = 0;
        for (var row = 0; row < table.Count; row++)
        {
            if (history.Trials[row].Segments.IsEmpty)
            {
                continue;
            }

            table.Losses[0][row] = -results[next++].Value;
            if (table.Standing[row] == TrialStanding.Pruned)
            {
                table.Standing[row] = TrialStanding.Complete;
            }
        }

        return _estimator.Sample(space, table, seed);
    }
}
