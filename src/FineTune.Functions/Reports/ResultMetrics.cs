using System.Collections.Immutable;
using System.Text.Json.Serialization;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Reports;

/// <summary>The content of <c>best/metrics.json</c>.</summary>
/// <param name="Trial">The best trial's number.</param>
/// <param name="Objective">What trials were compared by.</param>
/// <param name="Validation">Its value on the validation split.</param>
/// <param name="Epoch">The epoch whose weights these are.</param>
/// <param name="Parameters">The trial's hyperparameters; where they changed, those in force at that epoch.</param>
/// <param name="Test">Metrics on the test split, looked at once: all of the task, 95 % intervals as <c>{name}_low</c> and <c>{name}_high</c>, and the rows <c>n</c>.</param>
/// <param name="BaselineTest">The same of the trial with the recommended defaults.</param>
public sealed record ResultMetrics(
    int Trial,
    string Objective,
    double Validation,
    double Epoch,
    ParameterSet Parameters,
    ImmutableSortedDictionary<string, double> Test,
    ImmutableSortedDictionary<string, double> BaselineTest)
{
    /// <summary>How the weights came to be, stretch by stretch, where checkpoints were adopted or hyperparameters changed; null else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<LineageStep>? Lineage { get; init; }
}
