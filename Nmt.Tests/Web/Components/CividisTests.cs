using System.Globalization;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class CividisTests
{
    [Theory]
    [InlineData(-1, "#00204d")]
    [InlineData(0, "#00204d")]
    [InlineData(1, "#ffea46")]
    [InlineData(7, "#ffea46")]
    public void At_Ends_AreTheMapsEnds(double share, string colour) => Assert.Equal(colour, Cividis.At(share));

    [Fact]
    public void At_More_IsLighter()
    {
        double[] lightness = [.. Enumerable.Range(0, 101).Select(step => Luminance(Cividis.At(step / 100.0)))];
        Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(pair.Second > pair.First));
    }

    [Fact]
    public void InkAt_Everywhere_HasContrastOfThreeToOne() =>
        Assert.All(Enumerable.Range(0, 101), step =>
        {
            double ground = Luminance(Cividis.At(step / 100.0));
            double ink = Luminance(Cividis.InkAt(step / 100.0));
            Assert.True((Math.Max(ground, ink) + 0.05) / (Math.Min(ground, ink) + 0.05) >= 3);
        });

    /// <summary>Relative luminance as WCAG 2 defines it.</summary>
    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return (0.2126 * Channel(1)) + (0.7152 * Channel(3)) + (0.0722 * Channel(5));
    }
}
