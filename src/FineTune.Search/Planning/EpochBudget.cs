using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Keeps what is planned within the study's epochs, and enough in reserve to train one leader to its end.</summary>
internal sealed class EpochBudget
{
    private readonly StudyRules _rules;
    private readonly StudyState _state;
    private readonly bool _leaderIsSent;

    public EpochBudget(StudyRules rules, StudyState state)
    {
        _rules = rules;
        _state = state;
        foreach (var trial in state.Trials)
        {
            Committed += Commitment(trial);
            _leaderIsSent |= !Rungs.IsBaseline(trial) && (trial.Status == TrialStatus.Completed || (trial.Status == TrialStatus.Running && trial.IsLast));
        }
    }

    /// <summary>Epochs trained, under way, or promised to the baseline.</summary>
    public double Committed { get; }

    /// <summary>Whether another trial may start; the first always may.</summary>
    public bool AllowsNewTrial => Fits(_rules.RungEpochs[0], _rules.RungEpochs[0]);

    /// <summary>Whether the promotion may happen; the baseline's is promised.</summary>
    public bool Allows(ResumeTrial promotion)
    {
        var trial = _state.Find(promotion.Trial)!;
        return Rungs.IsBaseline(trial) || Fits(promotion.ToEpoch - trial.TargetEpoch, promotion.IsLast ? _rules.RungEpochs[^1] : promotion.ToEpoch);
    }

    private bool Fits(double cost, double reached) =>
        _rules.MaxTotalEpochs is not { } limit
        || Committed + cost + (_leaderIsSent ? 0 : _rules.RungEpochs[^1] - reached) <= limit + 1e-9;

    private double Commitment(TrialState trial) =>
        trial.IsOver ? trial.EpochsDone
        : Rungs.IsBaseline(trial) ? Rungs.End(_rules, trial.Parameters)
        : trial.TargetEpoch;
}
