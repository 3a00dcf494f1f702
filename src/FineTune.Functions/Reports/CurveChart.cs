using System.Globalization;
using System.Net;
using System.Text;
using FineTune.Search.Ledger;

namespace FineTune.Functions.Reports;

/// <summary>Draws the learning curves of a study's trials as one SVG, without script or outside assets.</summary>
internal static class CurveChart
{
    private const double Width = 720;
    private const double Height = 280;
    private const double Margin = 44;

    /// <summary>The drawing; empty when nothing was evaluated.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="best">The number of the trial to stress.</param>
    /// <param name="objective">The name of the vertical axis.</param>
    public static string Draw(IReadOnlyList<TrialState> trials, int best, string objective)
    {
        var points = trials.SelectMany(trial => trial.Curve).Where(point => double.IsFinite(point.Objective)).ToList();
        if (points.Count == 0)
        {
            return "";
        }

        var lastEpoch = points.Max(point => point.Epoch);
        var (low, high) = (points.Min(point => point.Objective), points.Max(point => point.Objective));
        var span = high > low ? high - low : 1;
        string X(double epoch) => Number(Margin + (epoch / lastEpoch * (Width - Margin - 12)));
        string Y(double value) => Number(Height - Margin - ((value - low) / span * (Height - Margin - 12)));

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Learning curves\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"axis\" d=\"M{Margin} 8V{Height - Margin}H{Width - 8}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"4\" y=\"{Y(high)}\">{high:0.###}</text><text x=\"4\" y=\"{Y(low)}\">{low:0.###}</text>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Width / 2}\" y=\"{Height - 10}\">epoch (to {lastEpoch:0.##}); {WebUtility.HtmlEncode(objective)} upwards</text>");
        foreach (var trial in trials.OrderBy(trial => trial.Number == best))
        {
            var line = string.Join(' ', trial.Curve.Where(point => double.IsFinite(point.Objective)).Select(point => $"{X(point.Epoch)},{Y(point.Objective)}"));
            if (line.Length > 0)
            {
                var kind = trial.Number == best ? "best" : trial.Number == 0 ? "baseline" : "other";
                svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{kind}\" points=\"{line}\"><title>trial {trial.Number}</title></polyline>");
            }
        }

        return svg.Append("</svg>").ToString();
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
