using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

/// <summary>What texts become on pictures, in files and as prefixes.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData(" Haus", "Haus")]
    [InlineData("</s>", "(end)")]
    [InlineData("", "(part)")]
    [InlineData("  ", "(space)")]
    public void PieceLabel_Of_NamesEveryPiece(string piece, string label) => Assert.Equal(label, PieceLabel.Of(piece));

    [Fact]
    public void PieceLabel_Short_CutsAtSixteen()
    {
        Assert.Equal("Donaudampfschiff", PieceLabel.Short(" Donaudampfschiff"));
        Assert.Equal("Donaudampfschif…", PieceLabel.Short(" Donaudampfschiffe"));
    }

    [Fact]
    public void Csv_Write_QuotesWhatNeedsIt() => Assert.Equal(
        "a,\"b,c\",\"d\"\"e\"\r\n1.5,,\" f\"\r\n",
        Csv.Write([["a", "b,c", "d\"e"], [1.5, null, " f"]]));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "Das ")]
    [InlineData(2, "Das Ha")]
    [InlineData(3, "Das Haus")]
    [InlineData(9, "Das Haus.")]
    public void BranchText_Before_EndsWithASpaceWhereAWordIsComplete(int place, string text) =>
        Assert.Equal(text, BranchText.Before(["Das", " Ha", "us", ".", "</s>"], place));

    [Fact]
    public void BranchText_OfNothing_IsEmpty() => Assert.Empty(BranchText.Of(["</s>"]));
}
