using System.Text;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>Writes the report of a study: one page of plain HTML that asks no other host for anything.</summary>
internal static class StudyReport
{
    /// <summary>The page.</summary>
    /// <param name="plan">The study's plan.</param>
    /// <param name="state">The study with its conclusion.</param>
    public static string Write(StudyPlan plan, StudyState state)
    {
        var concluded = state.Concluded!;
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
        page.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">");
        page.Add($"<title>{HtmlText.Of(plan.Name)}</title><style>{ReportStyle.Css}</style></head><body><main><h1>{HtmlText.Of(plan.Name)}</h1>");
        page.Add($"<p class=\"soft\">{HtmlText.Of(plan.Model)} ({HtmlText.Of(plan.Architecture)}, {plan.ParameterCount:N0} parameters), {HtmlText.Of(plan.Task)} on {HtmlText.Of(plan.Dataset)}: ");
        page.Add($"{(plan.Labels.Count > 0 ? $"{plan.Labels.Count} labels, " : "")}{plan.Rows.Train} rows to train on, {plan.Rows.Validation} to choose by, {plan.Rows.Test} kept for the end. {HtmlText.Of(plan.DeviceSummary)}</p>");
        OutcomeSection.Append(page, plan, state, concluded);
        FinalistsSection.Append(page, plan, state);
        LineageSection.Append(page, state, concluded);
        AppendCurves(page, plan, state, concluded);
        ImportanceSection.Append(page, plan, state);
        TrialsSection.Append(page, plan, state, concluded.BestTrial);
        FindingsSection.Append(page, plan);
        return page.Append("</main></body></html>\n").ToString();
    }

    private static void AppendCurves(StringBuilder page, StudyPlan plan, StudyState state, StudyConcluded concluded)
    {
        if (CurveChart.Draw(state.Trials, concluded.BestTrial, plan.Objective) is { Length: > 0 } chart)
        {
            page.Append("<h2>Learning curves</h2><figure>").Append(chart);
            page.Append("<figcaption>Validation score over epochs. Lines that end early were stopped; point at one to see which trial it is.</figcaption></figure>");
        }
    }
}
