using System.Globalization;
using System.Text;
using FineTune.Functions.Studies;
using FineTune.Search.Importance;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>How much each hyperparameter mattered, as bars: PED-ANOVA over the trials' results at one rung.</summary>
internal static class ImportanceSection
{
    private const double Width = 900;
    private const double NameWidth = 230;
    private const double RowHeight = 26;
    private const double ValueWidth = 84;

    /// <summary>Adds the section.</summary>
    public static void Append(StringBuilder page, StudyPlan plan, StudyState state)
    {
        page.Append("<h2>What mattered</h2>");
        var importance = StudyImportance.Of(plan.Rules, state);
        if (importance.Parameters.Count == 0)
        {
            page.Add($"<p class=\"soft\">Fewer than {StudyImportance.FewestTrials} trials have a result at the same length of training: too few to say which hyperparameter mattered.</p>");
            return;
        }

        page.Append("<figure>").Append(Draw(importance)).Add($"<figcaption>Share of each hyperparameter in what sets good trials apart (PED-ANOVA, Watanabe et al. 2023), over {importance.Trials} trials after {importance.Epochs:0.##} epochs. With few trials the order is a hint, no proof.</figcaption></figure>");
    }

    private static string Draw(StudyImportance importance)
    {
        var full = Width - NameWidth - ValueWidth;
        var largest = Math.Max(importance.Parameters.Max(parameter => parameter.Share), 1e-9);
        var svg = new StringBuilder().Add($"<svg viewBox=\"0 0 {Width} {importance.Parameters.Count * RowHeight}\" role=\"img\" aria-label=\"Importance of each hyperparameter\">");
        foreach (var (parameter, i) in importance.Parameters.Select((parameter, i) => (parameter, i)))
        {
            var (y, length) = (i * RowHeight, Math.Max(1, full * parameter.Share / largest));
            svg.Add($"<text class=\"name\" x=\"{NameWidth - 10}\" y=\"{y + 17}\" text-anchor=\"end\">{HtmlText.Of(parameter.Name)}</text>");
            svg.Add($"<rect class=\"track\" x=\"{NameWidth}\" y=\"{y + 6}\" width=\"{full}\" height=\"14\" rx=\"3\"/><rect class=\"bar\" x=\"{NameWidth}\" y=\"{y + 6}\" width=\"{length.ToString("0.#", CultureInfo.InvariantCulture)}\" height=\"14\" rx=\"3\"/>");
            svg.Add($"<text x=\"{Width - ValueWidth + 8}\" y=\"{y + 17}\">{100 * parameter.Share:0.0} %</text>");
        }

        return svg.Append("</svg>").ToString();
    }
}
