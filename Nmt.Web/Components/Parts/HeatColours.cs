using System.Globalization;

namespace Nmt.Web.Components.Parts;

/// <summary>The colours of a scale. Both run even in lightness and keep apart for every kind of colour vision.</summary>
internal static class HeatColours
{
    /// <summary>So many shades has a scale of two colours; an odd number, for the middle is 0.</summary>
    public const int Shades = 21;

    /// <summary>Where a value stands on its scale, 0 to 1.</summary>
    public static double Place(this HeatScale scale, float value) => Math.Clamp(
        scale switch
        {
            HeatScale.Share => value,
            HeatScale.Signed => (value + 1) / 2,
            _ => (Math.Tanh(value) + 1) / 2,
        },
        0,
        1);

    /// <summary>The colour at a place, for an attribute. Shades of two colours are named: they differ on a dark page.</summary>
    public static string Fill(this HeatScale scale, double place) => scale == HeatScale.Share
        ? Cividis.At(place)
        : string.Create(CultureInfo.InvariantCulture, $"var(--shade-{(int)Math.Round(place * (Shades - 1))})");

    /// <summary>The values that the legend names.</summary>
    public static IReadOnlyList<float> Ticks(this HeatScale scale) => scale switch
    {
        HeatScale.Share => [0, .25f, .5f, .75f, 1],
        HeatScale.Signed => [-1, -.5f, 0, .5f, 1],
        _ => [-2, -.5f, 0, .5f, 2],
    };

    /// <summary>The legend in words.</summary>
    public static string Describe(this HeatScale scale) => scale switch
    {
        HeatScale.Share => "dark blue is 0, yellow is 1",
        HeatScale.Signed => "blue is -1, the page's own grey is 0, orange is 1",
        _ => "blue is below 0, the page's own grey is 0, orange is above 0; the colour follows the tanh of the value",
    };
}
