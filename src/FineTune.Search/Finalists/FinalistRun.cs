using System.Collections.Immutable;

namespace FineTune.Search.Finalists;

/// <summary>One training of a finalist with a seed of its own, judged on the validation split.</summary>
/// <param name="Seed">The number of the seed, counted from 0; the same number is the same seed for every finalist.</param>
/// <param name="Losses">One loss for each validation example (0 or 1 for a wrong answer), in one order for all runs; empty where the training failed.</param>
public sealed record FinalistRun(int Seed, ImmutableArray<double> Losses)
{
    /// <summary>The mean loss; infinite where the training failed or a loss is not finite.</summary>
    public double Loss => Losses.IsDefaultOrEmpty || Losses.Average() is var mean && !double.IsFinite(mean) ? double.PositiveInfinity : mean;
}
