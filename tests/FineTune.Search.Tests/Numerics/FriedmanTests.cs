using FineTune.Search.Numerics;

namespace FineTune.Search.Tests.Numerics;

public sealed class FriedmanTests
{
    [Theory]
    [InlineData(3.841458820694124, 1, 0.05)]
    [InlineData(5.991464547107979, 2, 0.05)]
    [InlineData(18.307038053275146, 10, 0.05)]
    [InlineData(10, 2, 0.006737946999085467)]
    [InlineData(0, 3, 1)]
    public void Tails_of_chi_squared_are_those_of_the_tables(double x, double degrees, double expected) =>
        Assert.Equal(expected, TailProbabilities.ChiSquaredAbove(x, degrees), 12);

    [Theory]
    [InlineData(12.706204736432095, 1, 0.05)]
    [InlineData(2.228138851964939, 10, 0.05)]
    [InlineData(-2.0422724563012373, 30, 0.05)]
    [InlineData(0, 4, 1)]
    public void Tails_of_student_are_those_of_the_tables(double t, double degrees, double expected) =>
        Assert.Equal(expected, TailProbabilities.StudentBeyond(t, degrees), 8);

    [Fact]
    public void Settings_that_always_come_in_the_same_order_are_surely_different()
    {
        var result = FriedmanTest.Run([.. Enumerable.Range(0, 5).Select(block => new double[] { block + 1, block + 2, block + 3 })]);
        Assert.Equal([5, 10, 15], result.RankSums);
        Assert.Equal(Math.Exp(-5), result.Probability, 12);
        Assert.Equal(0, result.Apart(0, 1), 12);
    }

    [Fact]
    public void Ties_share_their_ranks_and_equal_settings_are_not_told_apart()
    {
        var result = FriedmanTest.Run([.. Enumerable.Range(0, 6).Select(_ => new double[] { 1, 1, 1 })]);
        Assert.Equal([12, 12, 12], result.RankSums);
        Assert.Equal(1, result.Probability);
        Assert.Equal(1, result.Apart(0, 2));
    }

    /// <summary>Worked by hand: three settings, four blocks with one tie.</summary>
    [Fact]
    public void The_statistic_follows_the_formula_with_ties()
    {
        var result = FriedmanTest.Run([[1, 2, 3], [1, 2, 2], [2, 1, 3], [1, 2, 3]]);
        Assert.Equal([5, 7.5, 11.5], result.RankSums);
        var statistic = 12 * (9 + 0.25 + 12.25) / ((4 * 3 * 4) - (6 / 2.0));
        Assert.Equal(TailProbabilities.ChiSquaredAbove(statistic, 2), result.Probability, 12);
        var squares = 14 + 13.5 + 14 + 14;
        Assert.Equal(Math.Sqrt(2 * ((4 * squares) - (25 + 56.25 + 132.25)) / (3 * 2)), result.Spread, 12);
    }
}
