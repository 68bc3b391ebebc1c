using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Web.Fakes;
using Nmt.Web.Components.Parts;

namespace Nmt.Tests.Web.Components;

public sealed class BeamTrellisTests
{
    // Two branches of two steps and an end; the drop of the first step is likelier than one that was kept.
    private static readonly SegmentTrace Search = Inspections.Trace(
        (-1, 0, "Der", -2.0, NodeFate.DeadEnd),
        (-1, 0, "Das", -0.5, NodeFate.Extended),
        (-1, 0, "Dies", -1.0, NodeFate.OffBeam),
        (1, 1, " Haus", -0.25, NodeFate.Extended),
        (1, 1, " Heim", -1.5, NodeFate.Undecided),
        (1, 1, " Kind", -3.0, NodeFate.Pruned),
        (3, 2, "</s>", -0.125, NodeFate.Returned),
        (4, 2, "</s>", -0.25, NodeFate.Outranked),
        (4, 2, ".", -4.0, NodeFate.CannotBeMet));

    private static BeamTrellis Trellis => BeamTrellis.Of(Search);

    [Fact]
    public void Columns_KeptNodesFirst_EachTheLikeliestFirst() => Assert.Equal(
        ["Das Der Dies", "Haus Heim Kind", "</s> </s> ."],
        Trellis.Columns.Select(column => string.Join(' ', column.Select(node => node.Piece.Trim()))));

    [Fact]
    public void At_EveryPlace_IsItsNode()
    {
        Assert.Equal(" Heim", Trellis.At(new Cell(1, 1))!.Piece);
        Assert.All((Cell[])[new(-1, 0), new(3, 0), new(0, -1), new(0, 3)], cell => Assert.Null(Trellis.At(cell)));
    }

    [Fact]
    public void ParentAndHeir_FollowTheTree()
    {
        BeamTrellis trellis = Trellis;
        BeamNode house = trellis.At(new Cell(0, 1))!;
        Assert.Equal("Das", trellis.ParentOf(house)!.Piece);
        Assert.Equal("</s>", trellis.HeirOf(house)!.Piece);
        Assert.Null(trellis.ParentOf(trellis.At(new Cell(0, 0))!));
        Assert.Null(trellis.HeirOf(trellis.At(new Cell(1, 0))!));
        Assert.Null(trellis.HeirOf(trellis.At(new Cell(0, 2))!));
    }

    [Fact]
    public void TextOf_Path_LeavesTheEndOut() => Assert.Equal("Das Heim", Trellis.TextOf(Trellis.At(new Cell(1, 2))!));

    [Fact]
    public void PathOf_Translation_IsFoundAndOthersAreNot()
    {
        Assert.Equal([1, 4, 7], Trellis.PathOf(["Das", " Heim", "</s>"]).Order());
        Assert.Empty(Trellis.PathOf(["Dies", " Haus"]));
        Assert.Empty(Trellis.PathOf(["Das", " Boot"]));
    }

    [Theory]
    [InlineData(3, false, 100, 0, "2 3 2")]
    [InlineData(3, true, 100, 0, "3 3 3")]
    [InlineData(2, true, 100, 0, "3 3")]
    [InlineData(3, true, 7, 1, "3 3")]
    [InlineData(3, true, 1, 2, "3")]
    public void Window_HoldsTheLastColumnsThatFit(int shown, bool all, int most, int first, string sizes)
    {
        BeamWindow window = Trellis.Window(shown, all, most);
        Assert.Equal((first, shown), (window.First, window.Shown));
        Assert.Equal(sizes, string.Join(' ', window.Columns.Select(column => column.Length)));
    }

    [Theory]
    [InlineData(0, 1, nameof(BeamState.Alive))]
    [InlineData(0, 2, nameof(BeamState.DeadEnd))]
    [InlineData(2, 1, nameof(BeamState.OffBeam))]
    [InlineData(4, 2, nameof(BeamState.Alive))]
    [InlineData(4, 3, nameof(BeamState.Undecided))]
    [InlineData(5, 2, nameof(BeamState.Pruned))]
    [InlineData(6, 3, nameof(BeamState.Returned))]
    [InlineData(7, 3, nameof(BeamState.Outranked))]
    [InlineData(8, 3, nameof(BeamState.CannotBeMet))]
    public void State_AtAStep_SaysNothingThatIsDecidedLater(int id, int shown, string state) =>
        Assert.Equal(state, BeamStates.Of(Search.Search.Nodes[id], shown, steps: 3).ToString());

    [Fact]
    public void State_OfAnEnd_IsOpenUntilTheSearchIsOver() =>
        Assert.Equal(BeamState.Ended, BeamStates.Of(Search.Search.Nodes[6], shown: 3, steps: 4));

    [Fact]
    public void States_EachHasItsOwnWordsAndSign()
    {
        BeamState[] all = Enum.GetValues<BeamState>();
        Assert.Equal(all.Length, all.Select(state => state.Words()).Distinct().Count());
        Assert.Equal(all.Length, all.Select(state => state.Sign()).Distinct().Count());
    }

    [Fact]
    public void Describe_Node_HasEveryFigure() => Assert.Equal(
        "“Heim”, step 2, rank 2: probability 0.223, sum -2.00, score -1.00; alive when the search stopped, but nothing could beat what had ended",
        Trellis.Describe(Trellis.At(new Cell(1, 1))!, shown: 3));

    [Fact]
    public void ToCsv_IsALineForEachNodeInItsOrder()
    {
        string[] lines = Trellis.ToCsv().Split("\r\n");
        Assert.Equal("id,parent,step,piece,log_probability,sum,score,fate,text", lines[0]);
        Assert.Equal("4,1,1,Heim,-1.5,-2,-1,Undecided,Das Heim", lines[5]);
        Assert.Equal(Search.Search.Nodes.Count + 2, lines.Length);
    }
}
