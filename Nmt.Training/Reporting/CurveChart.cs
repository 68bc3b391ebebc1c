using System.Globalization;
using System.Net;
using System.Text;

namespace Nmt.Training.Reporting;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">In order of steps.</param>
/// <param name="Dots">Whether each point is a measurement of its own, to be seen and pointed at.</param>
internal sealed record Curve(string Name, IReadOnlyList<CurvePoint> Points, bool Dots = false);

/// <summary>Draws curves over the steps of a run as inline SVG, in colours that the page's style sets.</summary>
internal static class CurveChart
{
    private const int Width = 640;
    private const int Height = 260;
    private const int Left = 64;
    private const int Right = 12;
    private const int Top = 28;
    private const int Bottom = 32;
    private const int LegendWidth = 120;
    private const int Ticks = 5;

    // More points than a line has pixels only make the file larger.
    private const int MostPoints = 500;

    /// <param name="title">What is drawn.</param>
    /// <param name="fromZero">Whether the axis begins at zero, where a part of a whole is meant.</param>
    /// <param name="curves">Those without points are left out.</param>
    /// <returns>The SVG; empty where there is nothing to draw.</returns>
    public static string Svg(string title, bool fromZero, params IReadOnlyList<Curve> curves)
    {
        Curve[] drawn = [.. curves.Where(curve => curve.Points.Any(point => double.IsFinite(point.Value)))
            .Select(curve => curve with { Points = Thinned([.. curve.Points.Where(point => double.IsFinite(point.Value))]) })];
        if (drawn.Length == 0)
        {
            return "";
        }

        var points = drawn.SelectMany(curve => curve.Points).ToList();
        var axes = new Axes(
            Scale.Of(0, points.Max(point => point.Step)),
            Scale.Of(fromZero ? 0 : points.Min(point => point.Value), points.Max(point => point.Value)));
        var svg = new StringBuilder();
        string summary = string.Join("; ", drawn.Select(curve => $"{curve.Name}: {Number(curve.Points[0].Value)} at step {curve.Points[0].Step}, "
            + $"{Number(curve.Points[^1].Value)} at step {curve.Points[^1].Step}"));
        svg.Append(Text($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Escaped($"{title}. {summary}")}\">\n"));
        svg.Append(Text($"<text class=\"title\" x=\"{Left}\" y=\"16\">{Escaped(title)}</text>\n"));
        DrawAxes(svg, axes);
        for (int i = 0; i < drawn.Length; i++)
        {
            DrawCurve(svg, axes, drawn[i], i);
            if (drawn.Length > 1)
            {
                DrawLegend(svg, drawn[i].Name, i, drawn.Length);
            }
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawAxes(StringBuilder svg, Axes axes)
    {
        foreach (double value in axes.Value.Marks())
        {
            double y = axes.Y(value);
            svg.Append(Text($"<line class=\"grid\" x1=\"{Left}\" y1=\"{y:F1}\" x2=\"{Width - Right}\" y2=\"{y:F1}\"/>"));
            svg.Append(Text($"<text class=\"tick\" text-anchor=\"end\" x=\"{Left - 6}\" y=\"{y + 4:F1}\">{Number(value)}</text>\n"));
        }

        foreach (double step in axes.Step.Marks())
        {
            string anchor = axes.X(step) > Width - 30 ? "end" : "middle"; // a label at the edge would be cut
            svg.Append(Text($"<text class=\"tick step\" text-anchor=\"{anchor}\" x=\"{axes.X(step):F1}\" y=\"{Height - 10}\">{step:N0}</text>\n"));
        }
    }

    private static void DrawCurve(StringBuilder svg, Axes axes, Curve curve, int index)
    {
        string path = string.Join(' ', curve.Points.Select(point => Text($"{axes.X(point.Step):F1},{axes.Y(point.Value):F1}")));
        svg.Append(Text($"<polyline class=\"curve c{index}\" points=\"{path}\"/>\n"));
        foreach (CurvePoint point in curve.Dots ? curve.Points : [])
        {
            svg.Append(Text($"<circle class=\"dot c{index}\" cx=\"{axes.X(point.Step):F1}\" cy=\"{axes.Y(point.Value):F1}\" r=\"3.5\">"));
            svg.Append(Text($"<title>step {point.Step:N0}: {Number(point.Value)}</title></circle>\n"));
        }
    }

    /// <summary>In the title's row, where no curve runs.</summary>
    private static void DrawLegend(StringBuilder svg, string name, int index, int count)
    {
        int x = Width - Right - ((count - index) * LegendWidth);
        svg.Append(Text($"<line class=\"curve c{index}\" x1=\"{x}\" y1=\"12\" x2=\"{x + 22}\" y2=\"12\"/>"));
        svg.Append(Text($"<text class=\"legend\" x=\"{x + 28}\" y=\"16\">{Escaped(name)}</text>\n"));
    }

    /// <summary>Means of neighbouring points, at the step of the last of them.</summary>
    private static IReadOnlyList<CurvePoint> Thinned(IReadOnlyList<CurvePoint> points)
    {
        int size = (points.Count + MostPoints - 1) / MostPoints;
        return size <= 1 ? points : [.. points.Chunk(size).Select(chunk => new CurvePoint(chunk[^1].Step, chunk.Average(point => point.Value)))];
    }

    private static string Number(double value) => value.ToString(Math.Abs(value) >= 10_000 ? "N0" : "G4", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>From values to places.</summary>
    private sealed record Axes(Scale Step, Scale Value)
    {
        public double X(double step) => Left + (Step.Share(step) * (Width - Left - Right));

        public double Y(double value) => Height - Bottom - (Value.Share(value) * (Height - Top - Bottom));
    }

    /// <summary>A range of values with marks at round numbers.</summary>
    private sealed record Scale(double Least, double Most, double Distance)
    {
        public static Scale Of(double least, double most)
        {
            double range = most > least ? most - least : Math.Max(Math.Abs(most), 1);
            double magnitude = Math.Pow(10, Math.Floor(Math.Log10(range / Ticks)));
            double distance = magnitude * new[] { 1.0, 2, 5, 10 }.First(factor => range / (magnitude * factor) <= Ticks + 0.5);
            return new Scale(Math.Floor(least / distance) * distance, Math.Max(most, least + (most > least ? 0 : range)), distance);
        }

        public double Share(double value) => (value - Least) / (Most - Least);

        public IEnumerable<double> Marks()
        {
            int count = (int)Math.Floor(((Most - Least) / Distance) + 1e-9);
            return Enumerable.Range(0, count + 1).Select(i => Least + (i * Distance));
        }
    }
}
