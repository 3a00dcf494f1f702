using FineTune.Search.Spaces;

namespace FineTune.Search.Importance;

/// <summary>One setting and what came of it.</summary>
/// <param name="Parameters">The hyperparameters; a conditional one may be absent.</param>
/// <param name="Losses">The objectives, signed so that smaller is better.</param>
public sealed record Observation(ParameterSet Parameters, double[] Losses)
{
    /// <summary>Whether all objectives are finite; others are left out.</summary>
    public bool IsFinite => Array.TrueForAll(Losses, double.IsFinite);
}
