using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Keeps what is planned within the study's epochs, and spends none on a trial that could no longer be trained to its end.</summary>
/// <remarks>
/// Results at a low rung cannot win: what is left when a whole training no longer fits is worth more to a paused trial that needs only the
/// rest of one.
/// </remarks>
internal sealed class EpochBudget
{
    private readonly StudyRules _rules;
    private readonly StudyState _state;

    public EpochBudget(StudyRules rules, StudyState state)
    {
        _rules = rules;
        _state = state;
        Committed = rules.MaxTotalEpochs is null ? 0 : state.Trials.Sum(Commitment);
    }

    /// <summary>Epochs trained, under way, or promised to the baseline; not counted where there is no limit.</summary>
    public double Committed { get; }

    /// <summary>Whether another trial may start; the first always may.</summary>
    public bool AllowsNewTrial => Fits(_rules.RungEpochs[^1]);

    /// <summary>Whether the promotion may happen; the baseline's is promised.</summary>
    public bool Allows(ResumeTrial promotion)
    {
        var trial = _state.Find(promotion.Trial)!;
        return Rungs.IsBaseline(trial) || Fits(Rungs.End(_rules, trial.Parameters) - trial.TargetEpoch);
    }

    private bool Fits(double cost) => _rules.MaxTotalEpochs is not { } limit || Committed + cost <= limit + 1e-9;

    private double Commitment(TrialState trial) =>
        trial.IsOver ? trial.EpochsDone
        : Rungs.IsBaseline(trial) ? Rungs.End(_rules, trial.Parameters)
        : trial.TargetEpoch;
}
