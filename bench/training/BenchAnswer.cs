namespace FineTune.Training.Bench;

/// <summary>What one side found.</summary>
/// <param name="Loss">Of the first batch with the weights that both began with, without dropout.</param>
/// <param name="GradientNorm">Of that loss over all that is trained.</param>
/// <param name="Rates">For each repeat the samples a second of wall clock and of processor time.</param>
internal sealed record BenchAnswer(double Loss, double GradientNorm, IReadOnlyList<double[]> Rates)
{
    private const double Tolerance = 2e-4;

    /// <summary>Whether two sides computed the same, so that their speeds compare.</summary>
    public bool AgreesWith(BenchAnswer other) => IsClose(Loss, other.Loss) && IsClose(GradientNorm, other.GradientNorm);

    private static bool IsClose(double one, double other) => Math.Abs(one - other) <= Tolerance * Math.Max(Math.Abs(one), Math.Abs(other));
}
