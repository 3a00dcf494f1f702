using FineTune.Search.Ledger;

namespace FineTune.Search.Planning.Policies;

/// <summary>A population at one rung: who has arrived, in order, and what is sure already while others are on their way.</summary>
internal sealed class Generation
{
    private readonly StudyRules _rules;
    private readonly int _rung;
    private readonly List<(TrialState Trial, double Loss)> _arrived;
    private readonly int _expected;
    private readonly int? _holder;

    /// <summary>The population of a study at a rung.</summary>
    public Generation(StudyRules rules, StudyState state, int rung)
    {
        (_rules, _rung) = (rules, rung);
        _arrived = [.. state.Trials.Where(trial => IsThere(trial, rung)).Select(trial => (trial, LastLoss(rules, trial, rung))).OrderBy(entry => entry.Item2).ThenBy(entry => entry.trial.Number)];
        _expected = _arrived.Count + state.Trials.Count(trial => !IsThere(trial, rung) && IsComing(trial));
        _holder = _arrived.Where(entry => double.IsFinite(BestLoss(entry.Trial))).Select(entry => entry.Trial).MinBy(BestLoss)?.Number;
        var quantile = (int)Math.Ceiling(_expected * rules.Pruning.Quantile);
        Quantile = quantile > _expected / 2.0 ? _expected / 2 : quantile;
    }

    /// <summary>How many of each end take part.</summary>
    public int Quantile { get; }

    /// <summary>Whether nobody is on the way.</summary>
    public bool IsComplete => _arrived.Count == _expected;

    /// <summary>Who may be adopted from by this member: the first of those with a checkpoint and a rung to go.</summary>
    public IReadOnlyList<TrialState> DonorsFor(int trial) =>
        [.. _arrived.Where(entry => double.IsFinite(entry.Loss) && HasMoreToGo(entry.Trial)).Take(Quantile).Where(entry => entry.Trial.Number != trial).Select(entry => entry.Trial)];

    /// <summary>Whether a member that has arrived can no longer be among the last: enough of them are behind it, and it has not diverged.</summary>
    public bool IsSafe(int trial)
    {
        var place = _arrived.FindIndex(entry => entry.Trial.Number == trial);
        return double.IsFinite(_arrived[place].Loss) && _arrived.Count - 1 - place >= Quantile;
    }

    /// <summary>Whether this member holds the best value up to this rung; of several that do, the first in order.</summary>
    public bool HoldsBest(TrialState trial) => trial.Number == _holder;

    /// <summary>0.712 is number 7 of 9 at rung 2.</summary>
    public string Place(int trial)
    {
        var place = _arrived.FindIndex(entry => entry.Trial.Number == trial);
        var loss = _arrived[place].Loss;
        var value = double.IsFinite(loss) ? "its " + Wording.Number(_rules.Direction == Direction.Minimize ? loss : -loss) : "a value that is not finite";
        return FormattableString.Invariant($"{value} is number {place + 1} of {_expected} at {_rules.RungEpochs[_rung]:0.###} epochs");
    }

    private static bool IsThere(TrialState trial, int rung) =>
        trial.Segments.TryGetValue(rung, out var segment) ? segment.Outcome != SegmentOutcome.Failed : trial.Status == TrialStatus.Completed && trial.Segments.Count > 0;

    /// <summary>On its way, or waiting at a rung before; a member that diverged before is taken up at its own rung first.</summary>
    private static bool IsComing(TrialState trial) => trial.Status is TrialStatus.Running or TrialStatus.Paused
        || (trial.Status == TrialStatus.Failed && trial.Segments.TryGetValue(trial.Rung, out var last) && last.Outcome == SegmentOutcome.Diverged && !trial.IsLast && !Rungs.IsBaseline(trial));

    private bool HasMoreToGo(TrialState trial) =>
        trial.Segments.TryGetValue(_rung, out var segment) && segment is { Outcome: SegmentOutcome.Reached, Checkpoint.Length: > 0 }
        && Rungs.End(_rules, trial.ParametersAt(_rung)) > segment.Epoch;

    private double BestLoss(TrialState trial) =>
        SegmentAt(trial) is { Checkpoint.Length: > 0 } segment ? Objective.Loss(segment.BestObjective, _rules.Direction) : double.PositiveInfinity;

    private SegmentFinished? SegmentAt(TrialState trial) => trial.Segments.Values.LastOrDefault(segment => segment.Rung <= _rung);

    /// <summary>What was measured last on the way to the rung; the best of it where the ledger has no measurement.</summary>
    private static double LastLoss(StudyRules rules, TrialState trial, int rung)
    {
        var segment = trial.Segments.Values.Last(done => done.Rung <= rung);
        var last = trial.Curve.LastOrDefault(report => report.Rung <= segment.Rung && report.Epoch <= segment.Epoch);
        return segment.Outcome == SegmentOutcome.Diverged ? double.PositiveInfinity : Objective.Loss(last?.Objective ?? segment.BestObjective, rules.Direction);
    }
}
