using FineTune.Search.Spaces;

namespace FineTune.Search.Planning;

/// <summary>Start a new trial and train it up to its first rung.</summary>
/// <param name="Trial">Its number; trials are numbered 0, 1, 2, ... in the order in which they are planned.</param>
/// <param name="Parameters">Its hyperparameters.</param>
/// <param name="Origin">Where they come from: baseline, enqueued, random, tpe, ...</param>
/// <param name="Rung">The rung to reach, 0.</param>
/// <param name="ToEpoch">Cumulative epochs to train to; fractions are possible.</param>
/// <param name="Reason">Why.</param>
public sealed record StartTrial(int Trial, ParameterSet Parameters, string Origin, int Rung, double ToEpoch, string Reason) : PlanDecision(Reason)
{
    /// <summary>Whether the trial is complete when it gets there.</summary>
    public bool IsLast { get; init; }
}
