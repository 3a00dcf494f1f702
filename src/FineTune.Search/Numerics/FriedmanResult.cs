namespace FineTune.Search.Numerics;

/// <summary>The outcome of Friedman's test.</summary>
/// <param name="RankSums">By setting; the smallest is the best.</param>
/// <param name="Probability">The probability of sums so unequal were there no difference.</param>
/// <param name="Spread">The standard error of the difference of two rank sums.</param>
/// <param name="Degrees">The degrees of freedom of that comparison.</param>
public sealed record FriedmanResult(double[] RankSums, double Probability, double Spread, int Degrees)
{
    /// <summary>The probability of two rank sums so far apart were there no difference between the two.</summary>
    public double Apart(int a, int b)
    {
        var gap = Math.Abs(RankSums[a] - RankSums[b]);
        return gap == 0 ? 1 : TailProbabilities.StudentBeyond(Spread == 0 ? double.PositiveInfinity : gap / Spread, Degrees);
    }
}
