using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using FineTune.Functions.Costs;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Reports;

/// <summary>Writes the report of a study: one page of plain HTML that asks no other host for anything.</summary>
internal static class StudyReport
{
    private const string Style =
        "body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1c2733}"
        + "table{border-collapse:collapse;width:100%;font-size:13px}th,td{text-align:left;padding:.3rem .5rem;border-bottom:1px solid #dde3ea;vertical-align:top}"
        + "td.n{font-variant-numeric:tabular-nums;white-space:nowrap}tr.best{background:#eef7ee}svg{width:100%;height:auto}svg text{font-size:11px;fill:#5b6b7b}"
        + ".axis{fill:none;stroke:#9aa8b5}polyline{fill:none;stroke-width:1}.other{stroke:#b9c4cf}.baseline{stroke:#d08a2e;stroke-width:2}.best{stroke:#2b7a3d;stroke-width:2.5}";

    /// <summary>The page.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="state">The study with its conclusion.</param>
    public static string Write(StudyPlan plan, StudyState state)
    {
        var concluded = state.Concluded!;
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">");
        page.Append(CultureInfo.InvariantCulture, $"<title>{Text(plan.Name)}</title><style>{Style}</style></head><body><h1>{Text(plan.Name)}</h1>");
        page.Append(CultureInfo.InvariantCulture, $"<p>{Text(plan.Model)} ({Text(plan.Architecture)}, {plan.ParameterCount:N0} parameters) on {Text(plan.Dataset)}: ");
        page.Append(CultureInfo.InvariantCulture, $"{plan.Labels.Count} labels, {plan.Rows.Train} / {plan.Rows.Validation} / {plan.Rows.Test} rows. {Text(plan.DeviceSummary)}</p>");
        AppendOutcome(page, plan, state, concluded);
        AppendCost(page, plan, state);
        page.Append("<h2>Learning curves</h2><p>Green: the best trial. Orange: the recommended defaults.</p>");
        page.Append(CurveChart.Draw(state.Trials, concluded.BestTrial, plan.Objective));
        AppendLeaderboard(page, plan, state, concluded.BestTrial);
        AppendList(page, "Notes on the data", plan.Warnings);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AppendOutcome(StringBuilder page, StudyPlan plan, StudyState state, StudyConcluded concluded)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Result</h2><p>{Text(concluded.Reason)}</p>");
        if (state.Find(concluded.BestTrial) is not { } best)
        {
            page.Append("<p>No trial was evaluated.</p>");
            return;
        }

        page.Append(CultureInfo.InvariantCulture, $"<p>Trial {best.Number} is best: {Text(plan.Objective)} {Score(best.BestObjective)} on the validation split at epoch {best.BestEpoch:0.##}");
        page.Append(state.Find(0) is { BestObjective: { } baseline } ? $"; the recommended defaults reach {Score(baseline)}.</p>" : ".</p>");
        page.Append("<table><tr><th>Test split</th><th>metric</th><th>value</th><th>95 % interval</th><th>rows</th></tr>");
        AppendTest(page, "best", plan.Objective, concluded.BestTest);
        AppendTest(page, "recommended defaults", plan.Objective, concluded.BaselineTest);
        page.Append("</table>");
    }

    private static void AppendTest(StringBuilder page, string name, string objective, ImmutableSortedDictionary<string, double> test)
    {
        if (TestScores.Shown(objective, test) is { } metric)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}</td><td>{metric}</td><td class=\"n\">{test[metric]:0.0000}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{test[metric + "_low"]:0.0000} to {test[metric + "_high"]:0.0000}</td><td class=\"n\">{test["n"]:0}</td></tr>");
        }
    }

    private static void AppendCost(StringBuilder page, StudyPlan plan, StudyState state)
    {
        var seconds = state.Trials.Sum(trial => trial.Seconds);
        page.Append(CultureInfo.InvariantCulture, $"<p>Training took {seconds:0} s of device time");
        if (plan.Rates.DeviceHour > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $" and cost {StudyCost.Of(plan.Rates, seconds, 0, 0).Device:0.00} at {plan.Rates.DeviceHour:0.00} an hour");
        }

        page.Append(".</p>");
    }

    private static void AppendLeaderboard(StringBuilder page, StudyPlan plan, StudyState state, int best)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>Trials</h2><table><tr><th>#</th><th>{Text(plan.Objective)}</th><th>epoch</th><th>state</th><th>hyperparameters</th><th>why</th></tr>");
        foreach (var trial in state.Trials.OrderBy(trial => trial.BestObjective is { } value ? Objective.Loss(value, plan.Rules.Direction) : double.PositiveInfinity).ThenBy(trial => trial.Number))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr{(trial.Number == best ? " class=\"best\"" : "")}><td class=\"n\">{trial.Number}</td><td class=\"n\">{Score(trial.BestObjective)}</td>");
            page.Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{trial.EpochsDone:0.##}</td><td>{trial.Status}</td><td>{Text(Parameters(trial.Parameters))}</td><td>{Text(trial.Origin)}; {Text(trial.Reason)}</td></tr>");
        }

        page.Append("</table>");
    }

    private static void AppendList(StringBuilder page, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><ul>");
            page.AppendJoin("", lines.Select(line => $"<li>{Text(line)}</li>")).Append("</ul>");
        }
    }

    private static string Parameters(ParameterSet parameters) =>
        string.Join(", ", parameters.Select(entry => $"{entry.Key} {Short(entry.Value)}"));

    private static string Short(ParameterValue value) =>
        value.Kind == ParameterKind.Float ? value.AsDouble().ToString("G4", CultureInfo.InvariantCulture) : value.ToString();

    private static string Score(double? value) => value is { } score ? score.ToString("0.0000", CultureInfo.InvariantCulture) : "";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
