using FineTune.Search.Spaces;

namespace FineTune.Search.Bench.Problems;

/// <summary>A function to minimise, with what normalises its regret.</summary>
internal sealed record Problem(string Name, SearchSpace Space, double Optimum, double RandomMedian, Func<ParameterSet, double> Loss, double NoiseDeviation = 0)
{
    public double Regret(double loss) => Math.Max(0, (loss - Optimum) / (RandomMedian - Optimum));
}
