using System.Text.Json.Serialization;
using FineTune.Search.Ledger;

namespace FineTune.Search.Planning;

/// <summary>Resume a paused trial from its checkpoint and train it up to its next rung.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung to reach.</param>
/// <param name="ToEpoch">Cumulative epochs to train to; fractions are possible.</param>
/// <param name="Reason">Why.</param>
public sealed record ResumeTrial(int Trial, int Rung, double ToEpoch, string Reason) : PlanDecision(Reason)
{
    /// <summary>Whether the trial is complete when it gets there.</summary>
    public bool IsLast { get; init; }

    /// <summary>Whose checkpoint the trial goes on from, and with which hyperparameters; null for its own and the ones it has.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Adoption? Adoption { get; init; }
}
