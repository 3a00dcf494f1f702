namespace FineTune.Functions.Api;

/// <summary>One evaluation of a trial.</summary>
/// <param name="Epoch">Cumulative epochs.</param>
/// <param name="Step">Cumulative steps.</param>
/// <param name="Objective">The objective; absent when it is no finite number.</param>
/// <param name="Metrics">The finite metrics by name.</param>
public sealed record CurvePointView(double Epoch, long Step, double? Objective, IReadOnlyDictionary<string, double> Metrics);
