using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Where the rungs of a trial lie. A trial whose own epochs end before the last rung is complete there.</summary>
internal static class Rungs
{
    /// <summary>The hyperparameter that shortens a trial's own training.</summary>
    public const string EpochsParameter = "epochs";

    /// <summary>The epochs of a rung for this trial, and whether it is complete there.</summary>
    public static (double ToEpoch, bool IsLast) Target(StudyRules rules, ParameterSet parameters, int rung)
    {
        var end = End(rules, parameters);
        var toEpoch = Math.Min(rules.RungEpochs[rung], end);
        return (toEpoch, toEpoch >= end);
    }

    /// <summary>The epochs of this trial's whole training.</summary>
    public static double End(StudyRules rules, ParameterSet parameters)
    {
        var last = rules.RungEpochs[^1];
        return parameters.TryGetValue(EpochsParameter, out var own) && own.IsNumber && own.AsDouble() > 0 ? Math.Min(last, own.AsDouble()) : last;
    }

    /// <summary>Whether the trial is the baseline: the first of the enqueued settings.</summary>
    public static bool IsBaseline(TrialState trial) => trial.Origin == "baseline";
}
