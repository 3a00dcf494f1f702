using System.Text;
using FineTune.Functions.Studies;
using FineTune.Search.Ledger;
using FineTune.Search.Spaces;

namespace FineTune.Functions.Reports;

/// <summary>All trials, the best first: a column for each hyperparameter that was searched, and why each trial was started and stopped.</summary>
internal static class TrialsSection
{
    /// <summary>Adds the section.</summary>
    public static void Append(StringBuilder page, StudyPlan plan, StudyState state, int best)
    {
        var searched = plan.Rules.Space.Parameters.Where(parameter => parameter is not FixedParameter).Select(parameter => parameter.Name).ToList();
        page.Append("<h2>Trials</h2>");
        AppendFixed(page, plan, searched);
        page.Add($"<div class=\"scroll\"><table><tr><th class=\"n\">#</th><th class=\"n\">{HtmlText.Of(plan.Objective)}</th><th class=\"n\">epochs</th><th>state</th>");
        page.AppendJoin("", searched.Select(name => $"<th class=\"n\">{HtmlText.Of(name)}</th>")).Append("<th>origin</th></tr>");
        foreach (var trial in Ordered(plan, state))
        {
            page.Add($"<tr{(trial.Number == best ? " class=\"best\"" : "")}><td class=\"n\">{trial.Number}</td><td class=\"n\">{HtmlText.Score(trial.BestObjective)}</td>");
            page.Add($"<td class=\"n\">{trial.EpochsDone:0.##}</td><td class=\"state-{trial.Status}\">{trial.Status.ToString().ToLowerInvariant()}</td>");
            page.AppendJoin("", searched.Select(name => $"<td class=\"n\">{(trial.Parameters.TryGetValue(name, out var value) ? HtmlText.Value(value) : "")}</td>"));
            page.Add($"<td>{HtmlText.Of(trial.Origin)}</td></tr>");
        }

        page.Append("</table></div><h3>Why each one stands where it stands</h3><div class=\"scroll\"><table><tr><th class=\"n\">#</th><th>state</th><th>reason</th><th class=\"n\">time</th></tr>");
        foreach (var trial in state.Trials)
        {
            page.Add($"<tr{(trial.Number == best ? " class=\"best\"" : "")}><td class=\"n\">{trial.Number}</td><td class=\"state-{trial.Status}\">{trial.Status.ToString().ToLowerInvariant()}</td><td>{HtmlText.Of(trial.Reason)}</td><td class=\"n\">{HtmlText.Duration(trial.Seconds)}</td></tr>");
        }

        page.Append("</table></div>");
    }

    private static void AppendFixed(StringBuilder page, StudyPlan plan, List<string> searched)
    {
        var rest = plan.Rules.Space.Parameters.OfType<FixedParameter>().Where(parameter => !searched.Contains(parameter.Name)).ToList();
        if (rest.Count > 0)
        {
            page.Append("<p class=\"soft\">The same in all trials: ").AppendJoin(", ", rest.Select(parameter => $"{HtmlText.Of(parameter.Name)} {HtmlText.Value(parameter.Value)}")).Append(".</p>");
        }
    }

    private static IEnumerable<TrialState> Ordered(StudyPlan plan, StudyState state) => state.Trials
        .OrderBy(trial => trial.BestObjective is { } value && double.IsFinite(value) ? Objective.Loss(value, plan.Rules.Direction) : double.PositiveInfinity)
        .ThenBy(trial => trial.Number);
}
