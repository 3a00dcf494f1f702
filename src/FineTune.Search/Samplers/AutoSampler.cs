using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Gaussian;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>The default: a Gaussian process, with a Parzen estimator and a Sobol sequence for some of the trials.</summary>
/// <remarks>
/// The process needs the fewest trials on smooth spaces. On rugged ones it can settle on a wrong valley: the estimator, which believes in no
/// smoothness, and points spread over the space lead out of it; and where the process takes much of what it sees for noise, which many small
/// valleys look like to it, its trials are the estimator's too. In every second trial the process sees the worse half of the results bent, in
/// the others as they are: the one suits tables with outliers, the other smooth functions (bench/search measures all of it). Where trials are
/// judged by short trainings there are many more of them, fewer need to be spent so, and all results are bent; where many run side by side,
/// which the process keeps apart, half as many are. Each one sees the results of the others' trials, and all of them see results of short
/// trainings as what they promise at full length.
/// </remarks>
public sealed class AutoSampler : ISampler
{
    /// <summary>So many trials that run side by side are many.</summary>
    private const int Many = 8;

    private static readonly SobolSampler Spread = new();
    private readonly GaussianRules _rules;
    private readonly GaussianSampler _process;
    private readonly GaussianSampler _plain;
    private readonly double _mostNoise;
    private readonly TpeSampler _estimator = new();
    private readonly int _every;
    private readonly int _everyOfRungs;

    /// <summary>A sampler with these shares.</summary>
    /// <param name="every">One trial in so many is the estimator's and one is the sequence's.</param>
    /// <param name="everyOfRungs">The same where trials are paused at rungs.</param>
    /// <param name="rules">The process's rules.</param>
    /// <param name="mostNoise">What part of the results' variance may be noise to the process.</param>
    public AutoSampler(int every = 5, int everyOfRungs = 10, GaussianRules? rules = null, double mostNoise = 0.05)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(everyOfRungs, 2);
        (_every, _everyOfRungs, _rules) = (every, everyOfRungs, rules ?? new GaussianRules());
        _process = new GaussianSampler(_rules);
        _plain = new GaussianSampler(_rules with { Warp = TargetWarp.None });
        _mostNoise = mostNoise;
    }

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var areAtRungs = history.Trials.Any(trial => trial.Rung > 0 || trial.Status is TrialStatus.Paused or TrialStatus.Pruned);
        var every = (areAtRungs ? _everyOfRungs : _every) * (history.RunningCount >= Many ? 2 : 1);
        var turn = seed.Trial % every;
        if (turn == every - 1)
        {
            return Spread.Sample(space, history, direction, seed);
        }

        var process = areAtRungs || seed.Trial % 2 == 0 ? _process : _plain;
        return (turn == (every - 1) / 2 ? null : process.Sample(space, history, direction, seed, areAtRungs ? double.PositiveInfinity : _mostNoise))
            ?? Estimated(space, history, direction, seed)
            ?? _process.Sample(space, history, direction, seed);
    }

    private ParameterSet? Estimated(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        var table = TrialTable.From(space, history, direction);
        if (history.Objectives.Length > 0)
        {
            return _estimator.Sample(space, table, seed);
        }

        var results = RungTransfer.Of(history, direction, _rules);
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
