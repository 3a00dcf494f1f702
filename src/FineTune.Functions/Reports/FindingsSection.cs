using System.Text;
using FineTune.Functions.Studies;

namespace FineTune.Functions.Reports;

/// <summary>What was known before the search: the smoke run, the task's similarity to what the model knows, and notes on the data.</summary>
internal static class FindingsSection
{
    /// <summary>Adds the section.</summary>
    public static void Append(StringBuilder page, StudyPlan plan)
    {
        page.Append("<h2>Before the search</h2>");
        if (plan.Smoke is { } smoke)
        {
            page.Add($"<p>A smoke run of {smoke.Updates} updates on {smoke.Rows} rows took {HtmlText.Duration(smoke.Seconds)}: loss {smoke.FirstLoss:0.000} to {smoke.LastLoss:0.000}; an epoch was estimated at {HtmlText.Duration(smoke.SecondsAnEpoch)}");
            page.Add($"{(plan.EstimatedSeconds is { } whole ? $", the whole study at most {HtmlText.Duration(whole)}" : "")}.</p>");
        }

        if (plan.Family.Length > 0)
        {
            page.Add($"<p>The first trial has the settings recommended for {HtmlText.Of(plan.Family)}.</p>");
        }

        AppendList(page, "Is the task near what the model knows?", plan.Similarity?.Reasons ?? []);
        AppendList(page, "Notes on the data", plan.Warnings);
    }

    private static void AppendList(StringBuilder page, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            page.Add($"<h3>{title}</h3><ul>");
            page.AppendJoin("", lines.Select(line => $"<li>{HtmlText.Of(line)}</li>")).Append("</ul>");
        }
    }
}
