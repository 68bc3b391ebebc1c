using Nmt.Web.Services.Workshop;

namespace Nmt.Web.Components.Workshop;

/// <summary>A line of a chart.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Points">In order of steps.</param>
/// <param name="Dots">Whether each point is a measurement of its own, to be seen and pointed at.</param>
public sealed record CurveLine(string Name, IReadOnlyList<CurvePoint> Points, bool Dots = false);

/// <summary>A range of values with marks at round numbers.</summary>
internal sealed record CurveScale(double Least, double Most, double Distance)
{
    private const int Marks = 4;
    private const double Slack = 1e-9;

    /// <summary>The range from <paramref name="least"/> to <paramref name="most"/>, the lower end widened to a mark.</summary>
    public static CurveScale Of(double least, double most)
    {
        double range = most > least ? most - least : Math.Max(Math.Abs(most), 1);
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(range / Marks)));
        double distance = magnitude * new[] { 1.0, 2, 5, 10 }.First(factor => range / (magnitude * factor) <= Marks + 0.5);
        return new CurveScale(Math.Floor(least / distance) * distance, Math.Max(most, least + range), distance);
    }

    /// <summary>Where a value lies, from 0 at the lower end to 1.</summary>
    public double Share(double value) => (value - Least) / (Most - Least);

    public IEnumerable<double> Ticks()
    {
        int count = (int)Math.Floor(((Most - Least) / Distance) + Slack);
        return Enumerable.Range(0, count + 1).Select(each => Least + (each * Distance));
    }
}
