using FineTune.Search.Ledger;
using FineTune.Search.Numerics;

namespace FineTune.Search.Planning;

/// <summary>The values that trials had at each rung, best first, as successive halving compares them.</summary>
/// <remarks>
/// The baseline is not among them: it goes on whatever its value is, and must not take the place of the best of the others.
/// A trial's value at a rung is its best objective up to there. A trial that is complete before the last rung (early stopping, fewer
/// epochs of its own) stands with its last value in all later rungs. A trial that diverged on the way to a rung stands there as worst.
/// </remarks>
internal sealed class RungTable
{
    private readonly List<Entry>[] _rungs;
    private readonly Dictionary<int, int>[] _ranks;

    public RungTable(StudyRules rules, StudyState state)
    {
        _rungs = new List<Entry>[rules.RungEpochs.Length];
        _ranks = new Dictionary<int, int>[rules.RungEpochs.Length];
        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            _rungs[rung] = [];
        }

        foreach (var trial in state.Trials.Where(trial => !Rungs.IsBaseline(trial)))
        {
            Add(rules, trial);
        }

        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            _rungs[rung] = Sorted(_rungs[rung]);
        }
    }

    /// <summary>The entries of one rung, best first; ties by trial number.</summary>
    public IReadOnlyList<Entry> this[int rung] => _rungs[rung];

    /// <summary>The position (from 1) of a trial at a rung, or 0 where it has none.</summary>
    public int Rank(int rung, int trial) => (_ranks[rung] ??= Ranks(_rungs[rung])).GetValueOrDefault(trial);

    /// <summary>Entries come in by trial number; equal losses keep that order.</summary>
    private static List<Entry> Sorted(List<Entry> entries)
    {
        var losses = new double[entries.Count];
        var order = new int[entries.Count];
        for (var i = 0; i < order.Length; i++)
        {
            losses[i] = entries[i].Loss;
            order[i] = i;
        }

        StableSort.Sort(losses, order);
        return [.. order.Select(i => entries[i])];
    }

    private static Dictionary<int, int> Ranks(List<Entry> entries)
    {
        var ranks = new Dictionary<int, int>(entries.Count);
        for (var i = 0; i < entries.Count; i++)
        {
            ranks[entries[i].Trial.Number] = i + 1;
        }

        return ranks;
    }

    private void Add(StudyRules rules, TrialState trial)
    {
        var last = double.PositiveInfinity;
        var reached = -1;
        foreach (var (rung, segment) in trial.Segments)
        {
            if (segment.Outcome == SegmentOutcome.Failed || rung >= _rungs.Length)
            {
                continue;
            }

            last = segment.Outcome == SegmentOutcome.Diverged ? double.PositiveInfinity : Objective.Loss(segment.BestObjective, rules.Direction);
            _rungs[rung].Add(new Entry(trial, last));
            reached = rung;
        }

        for (var rung = reached + 1; trial.Status == TrialStatus.Completed && rung < _rungs.Length; rung++)
        {
            _rungs[rung].Add(new Entry(trial, last));
        }
    }

    /// <summary>One trial's value at one rung; smaller is better, infinite is worst.</summary>
    public readonly record struct Entry(TrialState Trial, double Loss);
}
