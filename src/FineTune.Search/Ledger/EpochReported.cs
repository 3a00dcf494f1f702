using System.Collections.Immutable;
using System.Globalization;

namespace FineTune.Search.Ledger;

/// <summary>One evaluation of a trial in training.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">The rung that the segment leads to.</param>
/// <param name="Attempt">The attempt that reported it.</param>
/// <param name="Epoch">Cumulative epochs trained; fractions are possible.</param>
/// <param name="Step">Cumulative optimizer steps.</param>
/// <param name="Objective">The objective's value; NaN never wins.</param>
/// <param name="Metrics">All metrics by name.</param>
public sealed record EpochReported(
    int Trial, int Rung, int Attempt, double Epoch, long Step, double Objective, ImmutableSortedDictionary<string, double> Metrics) : LedgerEvent
{
    /// <inheritdoc />
    public override string Id => string.Create(CultureInfo.InvariantCulture, $"trial/{Trial}/epoch/{Epoch:R}");
}
