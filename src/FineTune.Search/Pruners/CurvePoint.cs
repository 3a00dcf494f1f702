namespace FineTune.Search.Pruners;

/// <summary>One report of a trial.</summary>
/// <param name="Step">The step or epoch.</param>
/// <param name="Loss">The loss there, smaller is better.</param>
public readonly record struct CurvePoint(double Step, double Loss);
