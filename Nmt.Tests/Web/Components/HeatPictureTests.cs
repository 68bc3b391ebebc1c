using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class HeatPictureTests
{
    private static readonly HeatPicture Picture = new()
    {
        Title = "t",
        RowName = "unit",
        Rows = ["unit 3", "unit 1"],
        Columns = ["a", "b, c"],
        Values = [[0.5f, float.NaN], [-1, 0.125f]],
        Scale = HeatScale.Signed,
    };

    [Fact]
    public void ToCsv_HasHeaderAllDigitsAndEmptyFieldsForNothing() =>
        Assert.Equal("unit,a,\"b, c\"\r\nunit 3,0.5,\r\nunit 1,-1,0.125\r\n", Picture.ToCsv());

    [Fact]
    public void ToBytes_AreTheFloatsRowByRow()
    {
        byte[] bytes = Picture.ToBytes();
        Assert.Equal([0.5f, float.NaN, -1, 0.125f], Enumerable.Range(0, 4).Select(cell => BitConverter.ToSingle(bytes, cell * 4)));
    }

    [Fact]
    public void Label_NamesRowColumnAndValue()
    {
        Assert.Equal("unit 1, “a”: -1.00", Picture.Label(1, 0));
        Assert.Equal("unit 3, “b, c”: –", Picture.Label(0, 1));
    }

    [Theory]
    [InlineData(HeatScale.Share, -1, 0)]
    [InlineData(HeatScale.Share, 0.25, 0.25)]
    [InlineData(HeatScale.Share, 3, 1)]
    [InlineData(HeatScale.Signed, -1, 0)]
    [InlineData(HeatScale.Signed, 0, 0.5)]
    [InlineData(HeatScale.Squashed, 0, 0.5)]
    [InlineData(HeatScale.Squashed, 1, 0.8808)]
    [InlineData(HeatScale.Squashed, 99, 1)]
    public void Place_Values_StandOnTheirScale(HeatScale scale, double value, double place) =>
        Assert.Equal(place, scale.Place((float)value), 1e-4);

    [Fact]
    public void Fill_TwoColours_NamesShadesWithTheMiddleAtZero()
    {
        Assert.Equal("var(--shade-0)", HeatScale.Signed.Fill(0));
        Assert.Equal("var(--shade-10)", HeatScale.Squashed.Fill(HeatScale.Squashed.Place(0)));
        Assert.Equal("var(--shade-20)", HeatScale.Signed.Fill(1));
        Assert.StartsWith("#", HeatScale.Share.Fill(0.3), StringComparison.Ordinal);
    }
}
