namespace FineTune.Training.Metrics;

/// <summary>
/// McNemar's test of two classifiers on the same rows, from the rows that only one of them got right. P values are two-sided.
/// </summary>
/// <param name="ExactP">By the binomial distribution.</param>
/// <param name="MidP">The exact one less the probability of the smaller count: less conservative.</param>
/// <param name="ChiSquare">(b-c)² / (b+c).</param>
/// <param name="ChiSquareP">Its p value, one degree of freedom.</param>
/// <param name="CorrectedChiSquare">max(0, |b-c|-1)² / (b+c).</param>
/// <param name="CorrectedChiSquareP">Its p value.</param>
public readonly record struct McNemarTest(double ExactP, double MidP, double ChiSquare, double ChiSquareP, double CorrectedChiSquare, double CorrectedChiSquareP)
{
    /// <summary>Tests.</summary>
    /// <param name="onlyFirstCorrect">Rows that only the first got right (b).</param>
    /// <param name="onlySecondCorrect">Rows that only the second got right (c).</param>
    public static McNemarTest Of(int onlyFirstCorrect, int onlySecondCorrect)
    {
        var n = onlyFirstCorrect + onlySecondCorrect;
        if (n == 0)
        {
            return new McNemarTest(1, 1, 0, 1, 0, 1);
        }

        var smaller = Math.Min(onlyFirstCorrect, onlySecondCorrect);
        var difference = Math.Abs(onlyFirstCorrect - onlySecondCorrect);
        var exact = Math.Min(1, 2 * SpecialFunctions.IncompleteBeta(n - smaller, smaller + 1, 0.5));
        var point = Math.Exp(SpecialFunctions.LogGamma(n + 1) - SpecialFunctions.LogGamma(smaller + 1) - SpecialFunctions.LogGamma(n - smaller + 1) - (n * Math.Log(2)));
        var plain = (double)difference * difference / n;
        var less = Math.Max(0, difference - 1);
        var corrected = (double)less * less / n;
        return new McNemarTest(exact, exact - point, plain, Tail(plain), corrected, Tail(corrected));
    }

    private static double Tail(double chiSquare) => SpecialFunctions.Erfc(Math.Sqrt(chiSquare / 2));
}
