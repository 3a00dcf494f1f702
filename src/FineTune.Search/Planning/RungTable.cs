using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>The values that trials had at each rung, best first, as successive halving compares them.</summary>
/// <remarks>
/// A trial's value at a rung is its best objective up to there. A trial that is complete before the last rung (early stopping, fewer
/// epochs of its own) stands with its last value in all later rungs. A trial that diverged on the way to a rung stands there as worst.
/// </remarks>
internal sealed class RungTable
{
    private readonly List<Entry>[] _rungs;

    public RungTable(StudyRules rules, StudyState state)
    {
        _rungs = new List<Entry>[rules.RungEpochs.Length];
        for (var rung = 0; rung < _rungs.Length; rung++)
        {
            _rungs[rung] = [];
        }

        foreach (var trial in state.Trials)
        {
            Add(rules, trial);
        }

        foreach (var rung in _rungs)
        {
            rung.Sort(static (a, b) => a.Loss != b.Loss ? a.Loss.CompareTo(b.Loss) : a.Trial.Number.CompareTo(b.Trial.Number));
        }
    }

    /// <summary>The entries of one rung, best first; ties by trial number.</summary>
    public IReadOnlyList<Entry> this[int rung] => _rungs[rung];

    /// <summary>The position (from 1) of a trial at a rung.</summary>
    public int Rank(int rung, int trial) => _rungs[rung].FindIndex(entry => entry.Trial.Number == trial) + 1;

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
