using System.Text;
using FineTune.Functions.Finalists;
using FineTune.Functions.Studies;
using FineTune.Search.Finalists;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>How the leaders did over further seeds, and what was decided; or why they were not compared.</summary>
internal static class FinalistsSection
{
    /// <summary>Adds the section.</summary>
    public static void Append(StringBuilder page, StudyPlan plan, StudyState state)
    {
        page.Append("<h2>Finalists</h2>");
        if (state.Finalists is not { } race)
        {
            page.Add($"<p>The leaders were not compared over further seeds: {HtmlText.Of(FinalistField.WhyNot(plan, state) ?? "the race was not begun")}. The best validation score decided.</p>");
            return;
        }

        var verdict = race.Verdict == FinalistVerdict.Winner ? $"Trial {race.Trial} wins" : $"These are equal; the cheapest, trial {race.Trial}, is taken";
        page.Add($"<p><strong>{verdict}:</strong> {HtmlText.Of(race.Reason)}.</p>");
        page.Append("<div class=\"scroll\"><table><tr><th class=\"n\">trial</th><th class=\"n\">seeds</th><th class=\"n\">mean loss</th><th class=\"n\">between seeds</th><th class=\"n\">to be expected</th><th>standing</th></tr>");
        foreach (var standing in race.Standings)
        {
            page.Add($"<tr{(standing.Trial == race.Trial ? " class=\"best\"" : "")}><td class=\"n\">{standing.Trial}</td><td class=\"n\">{standing.Seeds}</td><td class=\"n\">{HtmlText.Score(standing.MeanLoss)}</td>");
            page.Add($"<td class=\"n\">{HtmlText.Score(standing.Deviation)}</td><td class=\"n\">{HtmlText.Score(standing.ExpectedLoss)}</td><td>{HtmlText.Of(standing.Reason)}</td></tr>");
        }

        page.Append("</table></div><p class=\"soft\">Each finalist was trained again from the pretrained model with the same further seeds, and compared on the same validation rows; the training that made it a finalist does not count.</p>");
    }
}
