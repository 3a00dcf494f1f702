using System.Collections.Immutable;

namespace FineTune.Search.Ledger;

/// <summary>The study is over: its best trial is chosen and its test split has been used once.</summary>
/// <param name="BestTrial">The number of the best trial, or -1 where none completed.</param>
/// <param name="BestObjective">Its best objective; NaN where there is none.</param>
/// <param name="BestTest">Metrics of the best trial on the test split.</param>
/// <param name="BaselineTest">Metrics of the baseline trial on the test split.</param>
/// <param name="Reason">Why the study ended.</param>
public sealed record StudyConcluded(
    int BestTrial,
    double BestObjective,
    ImmutableSortedDictionary<string, double> BestTest,
    ImmutableSortedDictionary<string, double> BaselineTest,
    string Reason) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => "study/concluded";
}
