using FineTune.Functions.Reports;
using FineTune.Functions.Tests.Studies;

namespace FineTune.Functions.Tests.Reports;

public sealed class TrialTableTests
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("＝1", "'＝1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("\n1", "\"'\n1\"")]
    [InlineData("  =1", "'  =1")]
    [InlineData("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a;b", "\"a;b\"")]
    [InlineData("say \"hi\"", "\"say \"\"hi\"\"\"")]
    [InlineData("plain = text", "plain = text")]
    [InlineData("", "")]
    public void A_text_is_quoted_and_never_a_formula(string text, string cell) => Assert.Equal(cell, CsvText.Of(text));

    [Theory]
    [InlineData(-0.25, "-0.25")]
    [InlineData(1e-5, "1E-05")]
    [InlineData(3.0, "3")]
    [InlineData(double.NaN, "")]
    [InlineData(double.NegativeInfinity, "")]
    public void A_number_stays_a_number(double number, string cell) => Assert.Equal(cell, CsvText.Of(number));

    [Fact]
    public void Every_trial_is_a_line_with_its_hyperparameters_and_no_line_has_more_cells()
    {
        var state = Sample.Finished(0.5, double.NaN, -0.9);

        var lines = TrialTable.Write("=cmd|' /C calc'!A0", state).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(state.Trials.Count + 1, lines.Length);
        Assert.StartsWith("number,'=cmd|' /C calc'!A0,best_epoch,state,rung,epochs,seconds,params_", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("0,0.5,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1,,", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("2,-0.9,", lines[3], StringComparison.Ordinal);
    }
}
