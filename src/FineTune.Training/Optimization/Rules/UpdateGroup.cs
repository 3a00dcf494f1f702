namespace FineTune.Training.Optimization.Rules;

/// <summary>Parameters that share a rate and a weight decay.</summary>
/// <param name="Weights">The parameters.</param>
/// <param name="BaseRate">Their rate at the schedule's factor 1.</param>
/// <param name="Decay">Their weight decay.</param>
internal sealed record UpdateGroup(IReadOnlyList<TrainedWeight> Weights, double BaseRate, double Decay)
{
    /// <summary>The rate of the next update.</summary>
    public double Rate { get; set; } = BaseRate;
}
