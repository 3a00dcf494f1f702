using FineTune.Search.Ledger;
using FineTune.Search.Planning;
using FineTune.Search.Samplers.Tpe;
using FineTune.Search.Spaces;

namespace FineTune.Search.Samplers;

/// <summary>BOHB's proposals (Falkner et al. 2018): two joint densities over the results of the longest training that has enough of them.</summary>
/// <remarks>
/// Of every three proposals about one is random, so that the method can never do much worse than Hyperband. Else the results after the most
/// epochs at which at least d + 2 trials stand (d parameters) are split: the best 15 % against the rest, 64 candidates. Running and failed trials count as bad.
/// </remarks>
public sealed class BohbSampler : ISampler
{
    private const double RandomShare = 1.0 / 3;
    private static readonly RandomSampler Random = new();

    /// <inheritdoc />
    public ParameterSet Sample(SearchSpace space, StudyState history, Direction direction, SampleSeed seed)
    {
        ArgumentNullException.ThrowIfNull(space);
        ArgumentNullException.ThrowIfNull(history);
        var least = space.Parameters.Count(parameter => parameter is not FixedParameter) + 2;
        if (new CounterRandom(seed, "bohb").NextDouble() < RandomShare || RungWithEnough(history, least) is not { } rung)
        {
            return Random.Sample(space, history, direction, seed);
        }

        var rules = TpeRules.Optuna5 with { GoodShare = 0.15, MostGood = int.MaxValue, Candidates = 64, StartupTrials = least };
        return new TpeSampler(rules).Sample(space, TrialTable.AtRung(space, history, direction, rung), seed) ?? Random.Sample(space, history, direction, seed);
    }

    private static int? RungWithEnough(StudyState history, int least)
    {
        var counts = new SortedDictionary<int, int>();
        foreach (var trial in history.Trials)
        {
            foreach (var (rung, segment) in trial.Segments)
            {
                counts[rung] = counts.GetValueOrDefault(rung) + (double.IsFinite(segment.BestObjective) ? 1 : 0);
            }
        }

        return counts.Where(entry => entry.Value >= least).Select(entry => (int?)entry.Key).LastOrDefault();
    }
}
