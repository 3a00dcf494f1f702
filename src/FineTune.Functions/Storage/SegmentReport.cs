using System.Collections.Immutable;

namespace FineTune.Functions.Storage;

/// <summary>One evaluation of a segment in the index.</summary>
/// <param name="Epoch">Cumulative epochs.</param>
/// <param name="Step">Cumulative steps.</param>
/// <param name="Objective">The objective's value.</param>
/// <param name="Metrics">All metrics by name.</param>
public sealed record SegmentReport(double Epoch, long Step, double Objective, ImmutableSortedDictionary<string, double> Metrics);
