using System.Collections.Immutable;
using System.Text;
using FineTune.Functions.Costs;
using FineTune.Functions.Studies;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;
using FineTune.Search.Planning;

namespace FineTune.Functions.Reports;

/// <summary>What came out: scores as cards, the test split against the baseline, what the best owes to luck, and what it cost.</summary>
internal static class OutcomeSection
{
    /// <summary>Adds the section.</summary>
    public static void Append(StringBuilder page, StudyPlan plan, StudyState state, StudyConcluded concluded)
    {
        if (state.Find(concluded.BestTrial) is not { } best)
        {
            page.Add($"<h2>Result</h2><p>{HtmlText.Of(concluded.Reason)}</p><p>No trial was evaluated.</p>");
            return;
        }

        AppendCards(page, plan, state, concluded, best);
        page.Add($"<h2>Result</h2><p>{HtmlText.Of(concluded.Reason)}</p>");
        page.Append("<div class=\"scroll\"><table><tr><th>Test split, looked at once</th><th>metric</th><th class=\"n\">value</th><th class=\"n\">95 % interval</th><th class=\"n\">rows</th></tr>");
        AppendTest(page, $"best (trial {best.Number})", plan.Objective, concluded.BestTest);
        AppendTest(page, "recommended defaults (trial 0)", plan.Objective, concluded.BaselineTest);
        page.Append("</table></div>");
        AppendCost(page, plan, state);
        AppendCurse(page, plan, state, best);
        AppendGap(page, best);
    }

    private static void AppendCards(StringBuilder page, StudyPlan plan, StudyState state, StudyConcluded concluded, TrialState best)
    {
        page.Append("<div class=\"cards\">");
        Card(page, "best", HtmlText.Score(best.BestObjective), $"{plan.Objective}, validation, trial {best.Number}");
        if (TestScores.Shown(plan.Objective, concluded.BestTest) is { } metric)
        {
            Card(page, "best", HtmlText.Score(concluded.BestTest[metric]), $"{metric}, test split");
        }

        if (state.Find(0) is { BestObjective: { } baseline })
        {
            Card(page, "", HtmlText.Score(baseline), $"{plan.Objective}, validation, recommended defaults");
        }

        Card(page, "", FormattableString.Invariant($"{state.Trials.Count}"), FormattableString.Invariant($"trials, {state.Trials.Sum(trial => trial.EpochsDone):0.#} epochs"));
        Card(page, "", HtmlText.Duration(StudyCost.DeviceSeconds(state)), "of device time");
        page.Append("</div>");
    }

    private static void Card(StringBuilder page, string kind, string value, string what) =>
        page.Add($"<div class=\"card {kind}\"><b>{HtmlText.Of(value)}</b><small>{HtmlText.Of(what)}</small></div>");

    private static void AppendCost(StringBuilder page, StudyPlan plan, StudyState state)
    {
        var seconds = StudyCost.DeviceSeconds(state);
        page.Add($"<p>Training took {seconds:0} s of device time");
        if (plan.Rates.DeviceHour > 0)
        {
            page.Add($" and cost {StudyCost.Of(plan.Rates, seconds, 0, 0).Device:0.00} at {plan.Rates.DeviceHour:0.00} an hour");
        }

        page.Append(".</p>");
    }

    private static void AppendTest(StringBuilder page, string name, string objective, ImmutableSortedDictionary<string, double> test)
    {
        if (TestScores.Shown(objective, test) is { } metric)
        {
            page.Add($"<tr><td>{name}</td><td>{HtmlText.Of(metric)}</td><td class=\"n\">{test[metric]:0.0000}</td>");
            page.Add($"<td class=\"n\">{test[metric + "_low"]:0.0000} to {test[metric + "_high"]:0.0000}</td><td class=\"n\">{test["n"]:0}</td></tr>");
        }
    }

    /// <summary>The winner's curse: the best of many noisy scores is the luckiest of the good ones.</summary>
    private static void AppendCurse(StringBuilder page, StudyPlan plan, StudyState state, TrialState best)
    {
        var rivals = state.Trials.Where(trial => trial.Status == TrialStatus.Completed && trial.BestObjective is { } value && double.IsFinite(value)).ToList();
        if (rivals.Count < 2 || best.BestObjective is not { } score || rivals.All(trial => trial.Number != best.Number))
        {
            return;
        }

        page.Add($"<p>Trial {best.Number} was picked because its validation score is the best of {rivals.Count} full trainings, so that score is partly luck.");
        if (score is >= 0 and <= 1 && plan.Rows.Validation > 0)
        {
            var noise = SeedNoise.OfShare(score, plan.Rows.Validation);
            var expected = WinnersCurse.Expected([.. rivals.Select(trial => trial.BestObjective!.Value)], noise)[rivals.FindIndex(trial => trial.Number == best.Number)];
            page.Add($" On {plan.Rows.Validation} validation rows its standard error is about {noise:0.000}; without the luck, about {expected:0.0000} is to be expected of new rows.");
        }

        page.Append(" The test split has no part in the choice: believe it.</p>");
    }

    private static void AppendGap(StringBuilder page, TrialState best)
    {
        if (best.Curve.LastOrDefault(point => point.Epoch == best.BestEpoch && point.Metrics.ContainsKey("generalization_gap")) is { } kept)
        {
            page.Add($"<p>The weights of epoch {best.BestEpoch:0.##} were kept. There the validation loss lies {kept.Metrics["generalization_gap"]:0.000} above the training loss (the generalisation gap).</p>");
        }

        if (CurveChart.DrawGap(best) is { Length: > 0 } chart)
        {
            page.Append("<figure>").Append(chart).Add($"<figcaption>Loss of trial {best.Number} on training and validation rows. Where the validation loss rises while the training loss falls, the model learns by heart.</figcaption></figure>");
        }
    }
}
