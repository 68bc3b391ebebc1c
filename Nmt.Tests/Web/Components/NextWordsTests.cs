using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class NextWordsTests
{
    [Fact]
    public void Of_Prefix_WordsBehindItTheLikeliestFirst()
    {
        SegmentTrace trace = Translations.Trace("a", "Wo ist der Ort", "Wo ist denn er", "Wo liegt der Ort", "Wo ist ein Ort");
        IReadOnlyList<NextWord> words = NextWords.Of(trace, "Wo ist ", 8);
        Assert.Equal(["der", "denn", "ein"], words.Select(word => word.Text));
        Assert.Equal(["Wo ist der ", "Wo ist denn ", "Wo ist ein "], words.Select(word => word.Prefix));
        Assert.Equal([Math.Exp(-0.2), Math.Exp(-0.4), Math.Exp(-0.8)], words.Select(word => word.Probability), (one, other) => Math.Abs(one - other) < 1e-9);
        Assert.All(words, word => Assert.True(word.IsWhole));
    }

    [Fact]
    public void Of_NoPrefix_FirstWords() =>
        Assert.Equal(["Wo", "Der"], NextWords.Of(Translations.Trace("a", "Wo ist er", "Der Ort"), "", 8).Select(word => word.Text));

    [Fact]
    public void Of_Most_NoMoreThanAsked() =>
        Assert.Equal(["Wo"], NextWords.Of(Translations.Trace("a", "Wo ist er", "Der Ort"), "", 1).Select(word => word.Text));

    [Fact]
    public void Of_LastWord_HasNoSpaceBehindIt() =>
        Assert.Equal(["Wo ist der Ort"], NextWords.Of(Translations.Trace("a", "Wo ist der Ort"), "Wo ist der ", 8).Select(word => word.Prefix));

    [Fact]
    public void Of_WordInPieces_IsFollowedToItsEnd()
    {
        NextWord word = Assert.Single(NextWords.Of(Trace((-1, " der", -0.1), (0, " Bahn", -0.5), (1, "hof", -0.2), (1, "en", -2), (2, "?", -0.1)), "der ", 8));
        Assert.Equal(("Bahnhof", "der Bahnhof", true), (word.Text, word.Prefix, word.IsWhole));
        Assert.Equal(Math.Exp(-0.7), word.Probability, 1e-9);
    }

    [Fact]
    public void Of_SearchLookedNoFurther_TheWordIsOpen()
    {
        NextWord word = Assert.Single(NextWords.Of(Trace((-1, " der", -0.1), (0, " Bahn", -0.5)), "der ", 8));
        Assert.Equal(("Bahn", "der Bahn", false), (word.Text, word.Prefix, word.IsWhole));
    }

    [Fact]
    public void Of_BrokenCharacter_IsNoWord() =>
        Assert.Empty(NextWords.Of(Trace((-1, " gr", -0.1), (0, "", -0.5), (1, "n", -0.2)), "", 8));

    [Fact]
    public void Of_TraceEndsBeforeThePrefix_NoWords() =>
        Assert.Empty(NextWords.Of(Translations.Trace("a", "Wo ist"), "Wo ist der ", 8));

    private static SegmentTrace Trace(params (int Parent, string Piece, double Log)[] steps)
    {
        var nodes = new List<TraceNode>();
        foreach ((int parent, _, double log) in steps)
        {
            double sum = log + (parent < 0 ? 0 : nodes[parent].Sum);
            nodes.Add(new TraceNode(nodes.Count, parent, 0, 100, log, sum, sum, NodeFate.Extended));
        }

        return new SegmentTrace([], new SearchTrace(nodes, Complete: true), [.. steps.Select(step => step.Piece)]);
    }
}
