using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Numerics;

namespace FineTune.Search.Finalists;

/// <summary>Races finalists over further seeds until one is better beyond doubt, or they cannot be told apart (Birattari 2002; irace's constants).</summary>
/// <remarks>
/// A pure function of the runs. From the fifth seed on, Friedman's test over the seeds drops finalists that are surely worse than the best. A winner must
/// be better than each other finalist by Wilcoxon's signed-rank test over the seeds they share (the noise of training) and over the examples,
/// averaged over these seeds (the noise of the validation split). Looking again after every seed would find a false winner in the end: each
/// look spends a part of the allowed error. Where the measured noise says that the seeds allowed cannot show the difference, the race ends at once.
/// </remarks>
public static class FinalistRace
{
    /// <summary>The next step.</summary>
    /// <param name="rules">The constants.</param>
    /// <param name="finalists">The finalists with their runs so far; of each at least one, all in the race with the same seeds 0, 1, 2, ...</param>
    public static FinalistDecision Next(FinalistRules rules, IReadOnlyList<Finalist> finalists)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(finalists);
        ArgumentOutOfRangeException.ThrowIfZero(finalists.Count);
        var race = new RaceState(rules, finalists);
        if (finalists.Count == 1)
        {
            return race.End(FinalistVerdict.Winner, 0, "there is one finalist only");
        }

        for (var seeds = 1; ; seeds++)
        {
            if (!race.Has(seeds))
            {
                return race.More(seeds - 1);
            }

            race.Seeds = seeds;
            if (seeds < rules.FirstTest && seeds < rules.MostSeeds)
            {
                continue;
            }

            race.Drop();
            var leader = race.Leader();
            if (race.Beats(leader) is { } proof)
            {
                return race.End(FinalistVerdict.Winner, leader, proof);
            }

            if (race.Hopeless(leader) is { } why)
            {
                return race.End(FinalistVerdict.Equal, race.Cheapest(), why);
            }
        }
    }
}
