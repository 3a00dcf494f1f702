using System.Collections.Immutable;
using FineTune.Functions.Reports;
using FineTune.Functions.Tests.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;

namespace FineTune.Functions.Tests.Reports;

public sealed class StudyReportTests
{
    private static readonly ImmutableSortedDictionary<string, double> Test = TestScores.Of(new EvaluationResult(
        new Dictionary<string, double> { ["accuracy"] = 0.9 }, new Dictionary<string, ConfidenceInterval> { ["accuracy"] = new(0.8, 0.95) }, 10));

    private static readonly StudyState State = Sample.Finished(0.5, 0.9, double.NaN)
        .Apply(new StudyConcluded(1, 0.9, Test, Test, "3 of 3 trials were tried"));

    [Fact]
    public void The_report_escapes_what_users_wrote()
    {
        var html = StudyReport.Write(Sample.Plan, State);

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.Contains("reviews &lt;script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>was", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_asks_no_other_host_for_anything() =>
        Assert.DoesNotContain("http", StudyReport.Write(Sample.Plan, State).Replace("http-equiv", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void The_report_shows_the_interval_and_every_trial()
    {
        var html = StudyReport.Write(Sample.Plan, State);

        Assert.Contains("0.8000 to 0.9500", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("learningRate").Length - 1);
    }

    [Fact]
    public void The_chart_leaves_NaN_out() =>
        Assert.DoesNotContain("NaN", CurveChart.Draw(State.Trials, 1, "accuracy"), StringComparison.Ordinal);

    [Fact]
    public void The_card_names_trial_and_labels()
    {
        var card = ModelCard.Write(Sample.Plan, State.Find(1)!, State.Concluded!);

        Assert.Contains("trial 1", card, StringComparison.Ordinal);
        Assert.Contains("`bad`, `good`", card, StringComparison.Ordinal);
    }
}
