using System.Collections.Immutable;
using FineTune.Functions.Reports;
using FineTune.Functions.Tests.Studies;
using FineTune.Search.Ledger;
using FineTune.Training;
using FineTune.Training.SmokeRuns;

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
        Assert.Equal(3, html.Split("there is room").Length + html.Split("reached epoch 3").Length - 2);
    }

    [Fact]
    public void The_report_says_what_the_winner_owes_to_luck_and_what_was_found_before()
    {
        var plan = Sample.Plan with
        {
            Family = "compact encoders",
            Smoke = new SmokeFindings { Rows = 32, Updates = 24, FirstLoss = 2, LastLoss = 1, SecondsAnEpoch = 4, Seconds = 3, Warnings = [] },
            EstimatedSeconds = 120,
        };

        var html = StudyReport.Write(plan, State);

        Assert.Contains("is partly luck", html, StringComparison.Ordinal);
        Assert.Contains("an epoch was estimated at 4 s, the whole study at most 2 min", html, StringComparison.Ordinal);
        Assert.Contains("too few to say which hyperparameter mattered", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_importance_of_each_searched_hyperparameter_is_drawn()
    {
        var state = Sample.Finished(0.5, 0.6, 0.7, 0.8, 0.9, 0.65);

        var page = new System.Text.StringBuilder();
        ImportanceSection.Append(page, Sample.Plan, state);

        Assert.Equal(2, page.ToString().Split("class=\"bar\"").Length - 1);
    }

    [Theory]
    [InlineData(0, 3, 0, 3)]
    [InlineData(0.512, 0.934, 0.5, 1)]
    [InlineData(0.7, 0.7, 0.7, 0.8)]
    public void An_axis_ends_at_round_numbers(double low, double high, double first, double last)
    {
        var axis = Axis.Over(low, high);

        Assert.Equal(first, axis.Low, 1e-9);
        Assert.Equal(last, axis.High, 1e-9);
        Assert.InRange(axis.Ticks.Count, 2, 12);
    }

    [Fact]
    public void The_chart_leaves_NaN_out() =>
        Assert.DoesNotContain("NaN", CurveChart.Draw(State.Trials, 1, "accuracy"), StringComparison.Ordinal);

    [Fact]
    public void The_card_names_trial_and_labels()
    {
        var card = ModelCard.Write(Sample.Plan, State, State.Find(1)!, State.Concluded!);

        Assert.Contains("trial 1", card, StringComparison.Ordinal);
        Assert.Contains("`bad`, `good`", card, StringComparison.Ordinal);
        Assert.Contains("3 trials", card, StringComparison.Ordinal);
        Assert.Contains("- Finalists: ", card, StringComparison.Ordinal);
    }

    [Fact]
    public void The_card_holds_no_markup_of_a_users()
    {
        var card = ModelCard.Write(Sample.Plan with { Name = "a <img src=x> [b](javascript:c) `d`\n# e" }, State, State.Find(1)!, State.Concluded!);

        Assert.Contains("# a \\<img src=x\\> \\[b\\](javascript:c) \\`d\\` \\# e\n", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_that_turn_the_direction_are_shown_as_what_they_are()
    {
        var plan = Sample.Plan with { Name = "report \u202egpj.exe", Labels = ["a\u2067b"] };

        Assert.Contains("report \\u202egpj.exe", StudyReport.Write(plan, State), StringComparison.Ordinal);
        var card = ModelCard.Write(plan, State, State.Find(1)!, State.Concluded!);
        Assert.Contains("# report \\\\u202egpj.exe", card, StringComparison.Ordinal);
        Assert.Contains("`a\\u2067b`", card, StringComparison.Ordinal);
    }
}
