using System.Collections.Immutable;
using System.Globalization;
using FineTune.Search.Numerics;

namespace FineTune.Search.Finalists;

/// <summary>A race after so many seeds: who is left, who leads, and what the tests say.</summary>
internal sealed class RaceState(FinalistRules rules, IReadOnlyList<Finalist> finalists)
{
    private readonly int[] _seeds = new int[finalists.Count];
    private readonly string?[] _dropped = new string?[finalists.Count];

    /// <summary>The seeds that all in the race have run.</summary>
    public int Seeds { get; set; }

    private IEnumerable<int> Alive => Enumerable.Range(0, finalists.Count).Where(i => _dropped[i] is null);

    /// <summary>Whether every finalist in the race has run this many seeds.</summary>
    public bool Has(int seeds) => Alive.All(i => finalists[i].With(seeds - 1) is not null);

    /// <summary>Friedman's test over those left, three or more; who is surely worse than the best is dropped.</summary>
    public void Drop()
    {
        foreach (var i in Alive)
        {
            _seeds[i] = Seeds;
        }

        int[] alive = [.. Alive];
        if (alive.Length < 3 || Seeds < 2)
        {
            return;
        }

        double[][] losses = [.. alive.Select(i => finalists[i].First(Seeds))];
        var test = FriedmanTest.Run([.. Enumerable.Range(0, Seeds).Select(seed => losses.Select(column => column[seed]).ToArray())]);
        if (test.Probability >= 1 - rules.Confidence)
        {
            return;
        }

        var best = Array.IndexOf(test.RankSums, test.RankSums.Min());
        for (var j = 0; j < alive.Length; j++)
        {
            if (test.RankSums[j] > test.RankSums[best] && test.Apart(best, j) is var p && p < 1 - rules.Confidence)
            {
                _dropped[alive[j]] = Text($"dropped after {Seeds} seeds: its rank sum {test.RankSums[j]:0.#} is surely worse than {test.RankSums[best]:0.#} of trial {finalists[alive[best]].Trial} (Friedman p = {test.Probability:G2}, p = {p:G2})");
            }
        }
    }

    /// <summary>The one left with the smallest mean loss; ties by the order given.</summary>
    public int Leader() => Alive.MinBy(i => finalists[i].First(Seeds).Average());

    /// <summary>The cheapest one left.</summary>
    public int Cheapest() => Alive.MinBy(i => (finalists[i].Cost, finalists[i].First(Seeds).Average()));

    /// <summary>The proof that the leader is better than every other finalist, those dropped included; null where there is none.</summary>
    public string? Beats(int leader)
    {
        var (worstSeeds, worstExamples) = (0.0, 0.0);
        for (var i = 0; i < finalists.Count; i++)
        {
            if (i == leader)
            {
                continue;
            }

            var shared = Math.Min(_seeds[i], Seeds);
            var bySeed = _dropped[i] is null ? SignedRankTest.Greater(Differences(leader, i, shared)).Probability : 0;
            if (_dropped[i] is null && bySeed > ErrorSpending.At(shared, rules))
            {
                return null;
            }

            // A finalist none of whose trainings succeeded has no example to compare.
            var examples = ExampleDifferences(leader, i, shared);
            var byExample = examples.Length == 0 && double.IsFinite(finalists[leader].First(shared).Average()) ? 0 : SignedRankTest.Greater(examples).Probability;
            if (byExample > (1 - rules.Confidence) / 2)
            {
                return null;
            }

            (worstSeeds, worstExamples) = (Math.Max(worstSeeds, bySeed), Math.Max(worstExamples, byExample));
        }

        return Text($"trial {finalists[leader].Trial} is better than every other finalist over {Seeds} seeds (Wilcoxon p <= {worstSeeds:G2}) and over the validation examples (p <= {worstExamples:G2})");
    }

    /// <summary>Why further seeds are of no use; null where they are.</summary>
    public string? Hopeless(int leader)
    {
        int[] others = [.. Alive.Where(i => i != leader)];
        var names = string.Join(" and ", Alive.Select(i => finalists[i].Trial));
        if (others.Length == 0)
        {
            return Text($"trial {finalists[leader].Trial} is left, though its lead is not proven");
        }

        var rival = others.MinBy(i => finalists[i].First(Seeds).Average());
        var (difference, deviation) = SeedNoise.Of(Differences(leader, rival, Seeds));
        var needed = SeedNoise.SeedsToSee(deviation, Math.Max(Math.Abs(difference), rules.SmallestDifference));
        var noise = Text($"trials {names} cannot be told apart: the leader is {difference:G3} ahead, the noise between seeds is {deviation:G3}");
        if (Seeds < 2 && Seeds >= rules.MostSeeds)
        {
            return Text($"trials {names} cannot be told apart after one further seed, all that the budget left room for: the leader is {difference:G3} ahead; the cheapest is taken");
        }

        if (Seeds >= rules.MostSeeds)
        {
            return Text($"{noise} after {Seeds} seeds, the most allowed; the cheapest is taken");
        }

        return needed > rules.MostSeeds ? Text($"{noise}, and to see that takes about {needed:0} seeds where {rules.MostSeeds} are allowed; the cheapest is taken") : null;
    }

    /// <summary>The race goes on with this seed.</summary>
    public FinalistDecision More(int seed)
    {
        int[] missing = [.. Alive.Where(i => finalists[i].With(seed) is null)];
        return new FinalistDecision(FinalistVerdict.TrainMore, -1, seed, [.. missing.Select(i => finalists[i].Trial)], Standings(),
            seed < rules.FirstTest
                ? Text($"seed {seed + 1} of {rules.FirstTest} before the first test")
                : Text($"{Alive.Count()} finalists are left and not told apart after {seed} seeds; the measured noise allows it within {rules.MostSeeds}"));
    }

    /// <summary>The race is over.</summary>
    public FinalistDecision End(FinalistVerdict verdict, int taken, string reason) =>
        new(verdict, finalists[taken].Trial, -1, [], Standings(), reason);

    private ImmutableArray<FinalistStanding> Standings()
    {
        var noise = finalists.Select((finalist, i) => (SeedNoise.Of(Losses(i)), i)).ToList();
        var pooled = noise.Where(entry => double.IsFinite(entry.Item1.Deviation)).Select(entry => entry.Item1.Deviation * entry.Item1.Deviation / Compared(entry.i)).ToList();
        double[] means = [.. finalists.Select((_, i) => Losses(i) is { Length: > 0 } losses ? losses.Average() : double.PositiveInfinity)];
        var expected = WinnersCurse.Expected(means, pooled.Count == 0 ? double.NaN : Math.Sqrt(pooled.Average()));
        return [.. finalists.Select((finalist, i) => new FinalistStanding(
            finalist.Trial, Compared(i), means[i], noise[i].Item1.Deviation, expected[i], _dropped[i] is null, _dropped[i] ?? "in the race"))];
    }

    private int Compared(int i) => _seeds[i] > 0 ? _seeds[i] : Seeds;

    private double[] Losses(int i) => finalists[i].First(Compared(i));

    /// <summary>How much larger the other's loss is, by seed; two failed runs are alike.</summary>
    private double[] Differences(int leader, int other, int seeds) =>
        [.. finalists[other].First(seeds).Zip(finalists[leader].First(seeds), (loss, best) => double.IsInfinity(loss) && double.IsInfinity(best) ? 0 : loss - best)];

    /// <summary>How much larger the other's loss is, by example, averaged over the seeds at which both have one.</summary>
    private double[] ExampleDifferences(int leader, int other, int seeds)
    {
        var examples = Enumerable.Range(0, seeds)
            .Select(seed => (Best: finalists[leader].With(seed)!.Losses, Other: finalists[other].With(seed)!.Losses))
            .Where(pair => !pair.Best.IsDefaultOrEmpty && !pair.Other.IsDefaultOrEmpty)
            .ToList();
        if (examples.Count == 0)
        {
            return [];
        }

        var differences = new double[examples[0].Best.Length];
        foreach (var (best, loss) in examples)
        {
            for (var i = 0; i < differences.Length; i++)
            {
                differences[i] += (loss[i] - best[i]) / examples.Count;
            }
        }

        return differences;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
