using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class AttentionDifferenceTests
{
    private static readonly AttentionGrid First = Grid(["the", "dog", "</s>"], ("der", [.9f, .1f, 0]), ("Hund", [.2f, .8f, 0]), ("</s>", [0, 0, 1]));

    [Fact]
    public void Of_WordsOfBoth_AreSubtracted()
    {
        HeatPicture picture = AttentionDifference.Of(
            "t", First, Grid(["the", "dog", "</s>"], ("ein", [1, 0, 0]), ("Hund", [.5f, .25f, .25f]), ("</s>", [0, .5f, .5f])))!;
        Assert.Equal(["Hund", "(end)"], picture.Rows);
        Assert.Equal(["the", "dog", "(end)"], picture.Columns);
        Assert.Equal([.3f, -.55f, .25f], picture.Values[0].Select(value => MathF.Round(value, 3)));
        Assert.Equal([0, .5f, -.5f], picture.Values[1]);
        Assert.Equal(HeatScale.Signed, picture.Scale);
    }

    [Fact]
    public void Of_OtherOrder_LinesUpAsManyAsStandInOrder() => Assert.Equal(
        ["Hund", "(end)"],
        AttentionDifference.Of("t", First, Grid(["the", "dog", "</s>"], ("Hund", [1, 0, 0]), ("der", [1, 0, 0]), ("</s>", [1, 0, 0])))!.Rows);

    [Fact]
    public void Of_NoWordInCommonButTheEnd_IsNone() =>
        Assert.Null(AttentionDifference.Of("t", First, Grid(["the", "dog", "</s>"], ("ein", [1, 0, 0]), ("</s>", [0, 0, 1]))));

    [Fact]
    public void Of_AnotherSource_IsNone() =>
        Assert.Null(AttentionDifference.Of("t", First, Grid(["the do", "g", "</s>"], ("Hund", [1, 0, 0]), ("</s>", [0, 0, 1]))));

    private static AttentionGrid Grid(string[] sources, params (string Word, float[] Weights)[] rows) => new()
    {
        Sources = sources,
        Targets = [.. rows.Select(row => row.Word)],
        Weights = [.. rows.Select(row => row.Weights)],
    };
}
