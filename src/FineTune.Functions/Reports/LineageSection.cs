using System.Text;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>Where the kept weights come from, when members of a population adopted each other's checkpoints: whose training, and with what, epoch by epoch.</summary>
internal static class LineageSection
{
    /// <summary>Adds the section; nothing where the best trial was trained alone and with the same hyperparameters throughout.</summary>
    public static void Append(StringBuilder page, StudyState state, StudyConcluded concluded)
    {
        if (state.Find(concluded.BestTrial) is not { } best || Lineage.Of(state, best.Number, best.BestEpoch) is not { Count: > 1 } lineage)
        {
            return;
        }

        page.Append("<h2>Lineage</h2><p>The kept weights came to be in a population whose members adopt checkpoints of better ones and vary their hyperparameters:</p>");
        page.Append("<div class=\"scroll\"><table><tr><th class=\"n\">from epoch</th><th class=\"n\">to epoch</th><th class=\"n\">as trial</th><th>with</th></tr>");
        foreach (var step in lineage)
        {
            page.Add($"<tr><td class=\"n\">{step.FromEpoch:0.##}</td><td class=\"n\">{step.ToEpoch:0.##}</td><td class=\"n\">{step.Trial}</td><td>{HtmlText.Of(Changing(lineage, step))}</td></tr>");
        }

        page.Append("</table></div>");
    }

    /// <summary>The values of one stretch, of those hyperparameters that are not the same in all.</summary>
    public static string Changing(IReadOnlyList<LineageStep> lineage, LineageStep step) => string.Join(", ", step.Parameters
        .Where(entry => lineage.Any(other => !other.Parameters.TryGetValue(entry.Key, out var value) || !value.Equals(entry.Value)))
        .Select(entry => $"{entry.Key} {HtmlText.Value(entry.Value)}")) is { Length: > 0 } changing ? changing : "the same hyperparameters";
}
