using Bunit;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class WordDiffTests : BunitContext
{
    [Theory]
    [InlineData("", "", "")]
    [InlineData("a b c", "a b c", "=a b c")]
    [InlineData("a b c", "a x c", "=a|-b|+x|=c")]
    [InlineData("", "new words", "+new words")]
    [InlineData("all gone", "", "-all gone")]
    [InlineData("the man walks", "a man walks fast", "-the|+a|=man walks|+fast")]
    [InlineData("a  b", "a b", "=a b")]
    public void Of_TwoTexts_FewestWords(string before, string after, string runs) => Assert.Equal(
        runs,
        string.Join('|', WordDiff.Of(before, after).Select(run => $"{"=-+"[(int)run.Kind]}{run.Text}")));

    [Fact]
    public void Pairs_Words_AreAsManyAsStandInOrder() => Assert.Equal(
        [(0, 1), (2, 2), (3, 4)],
        WordDiff.Pairs(["a", "b", "c", "d"], ["x", "a", "c", "b", "d"]));

    [Fact]
    public void DiffText_Marks_AreElementsAndWords()
    {
        IRenderedComponent<DiffText> text = Render<DiffText>(parameters => parameters
            .Add(part => part.Before, "a b c").Add(part => part.After, "a x c").Add(part => part.RemovedName, "only left"));
        Assert.Equal("[only left: b]", text.Find("del").TextContent);
        Assert.Equal("[added: x]", text.Find("ins").TextContent);
        Assert.Equal(2, text.FindAll(".visually-hidden").Count(each => each.TextContent.StartsWith('[')));
    }

    [Fact]
    public void DiffText_OneSide_LeavesOutTheOther()
    {
        IRenderedComponent<DiffText> text = Render<DiffText>(parameters => parameters
            .Add(part => part.Before, "a b").Add(part => part.After, "a x").Add(part => part.Hidden, DiffKind.Added));
        Assert.Single(text.FindAll("del"));
        Assert.Empty(text.FindAll("ins"));
    }
}
