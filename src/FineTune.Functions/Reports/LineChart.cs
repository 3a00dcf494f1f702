using System.Globalization;
using System.Text;

namespace FineTune.Functions.Reports;

/// <summary>Draws lines over epochs as one SVG, without script or outside assets: axes with round ticks, names at the lines' ends.</summary>
internal static class LineChart
{
    private const double Width = 900;
    private const double Height = 320;
    private const double Left = 52;
    private const double Right = 118;
    private const double Top = 14;
    private const double Bottom = 40;
    private const double TextHeight = 13;

    /// <summary>The drawing; empty when there is no point.</summary>
    /// <param name="label">What the drawing shows, for those who cannot see it.</param>
    /// <param name="vertical">What is drawn upwards.</param>
    /// <param name="lines">The lines, the ones to stress last; points that are not finite are left out.</param>
    public static string Draw(string label, string vertical, IReadOnlyList<Line> lines)
    {
        var drawn = lines.Select(line => line with { Points = [.. line.Points.Where(point => double.IsFinite(point.Value))] }).Where(line => line.Points.Count > 0).ToList();
        if (drawn.Count == 0)
        {
            return "";
        }

        var points = drawn.SelectMany(line => line.Points).ToList();
        var x = Axis.Over(0, points.Max(point => point.Epoch));
        var y = Axis.Over(points.Min(point => point.Value), points.Max(point => point.Value));
        string X(double epoch) => Number(Left + (x.Place(epoch) * (Width - Left - Right)));
        string Y(double value) => Number(Top + ((1 - y.Place(value)) * (Height - Top - Bottom)));

        var svg = new StringBuilder().Add($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{HtmlText.Of(label)}\">");
        foreach (var tick in y.Ticks)
        {
            svg.Add($"<path class=\"grid\" d=\"M{Left} {Y(tick)}H{Width - Right}\"/><text x=\"{Left - 8}\" y=\"{Y(tick)}\" dy=\"4\" text-anchor=\"end\">{Tick(tick)}</text>");
        }

        foreach (var tick in x.Ticks)
        {
            svg.Add($"<text x=\"{X(tick)}\" y=\"{Height - Bottom + 18}\" text-anchor=\"middle\">{Tick(tick)}</text>");
        }

        svg.Add($"<path class=\"axis\" d=\"M{Left} {Height - Bottom}H{Width - Right}\"/>");
        svg.Add($"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 4}\" text-anchor=\"middle\">epochs; {HtmlText.Of(vertical)} upwards</text>");
        foreach (var line in drawn)
        {
            Append(svg, line, X, Y);
        }

        AppendNames(svg, drawn, y);
        return svg.Append("</svg>").ToString();
    }

    private static void Append(StringBuilder svg, Line line, Func<double, string> x, Func<double, string> y)
    {
        var title = HtmlText.Of(line.Title);
        if (line.Points is [var single])
        {
            svg.Add($"<circle class=\"line {line.Kind}\" cx=\"{x(single.Epoch)}\" cy=\"{y(single.Value)}\" r=\"2.5\"><title>{title}</title></circle>");
            return;
        }

        var path = string.Join(' ', line.Points.Select(point => $"{x(point.Epoch)},{y(point.Value)}"));
        svg.Add($"<polyline class=\"line {line.Kind}\" points=\"{path}\"><title>{title}</title></polyline>");
    }

    /// <summary>Names at the right of their lines' ends, moved apart where they would lie on each other.</summary>
    private static void AppendNames(StringBuilder svg, List<Line> lines, Axis y)
    {
        var before = double.NegativeInfinity;
        foreach (var (line, place) in lines.Where(line => line.Name.Length > 0)
            .Select(line => (line, Place: Top + ((1 - y.Place(line.Points[^1].Value)) * (Height - Top - Bottom))))
            .OrderBy(entry => entry.Place))
        {
            before = Math.Max(place, before + TextHeight);
            svg.Add($"<text class=\"{line.Kind}\" x=\"{Width - Right + 8}\" y=\"{Number(before)}\" dy=\"4\">{HtmlText.Of(line.Name)}</text>");
        }
    }

    private static string Number(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    private static string Tick(double value) => Math.Abs(value) < 1e-12 ? "0" : value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>One line.</summary>
    /// <param name="Kind">Its class: <c>winner</c>, <c>baseline</c>, <c>training</c> or <c>other</c>.</param>
    /// <param name="Name">What stands at its end; empty for nothing.</param>
    /// <param name="Title">What is shown when one points at it.</param>
    /// <param name="Points">Epochs and values, in order.</param>
    internal sealed record Line(string Kind, string Name, string Title, IReadOnlyList<(double Epoch, double Value)> Points);
}
