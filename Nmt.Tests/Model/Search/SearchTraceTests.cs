using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

public sealed class SearchTraceTests
{
    private static readonly BeamSearch Beam = new();
    private static readonly SearchOptions Options = new() { Beam = 3, NBest = 2, MaxLengthOffset = 2, TraceNodes = 10_000 };

    [Fact]
    public void Trace_EveryNode_FollowsItsParentAndAddsUp()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var model = Model(seed);
            var result = SearchCase.Run(Beam, model, Options, [[3, 4]])[0];
            var nodes = result.Trace!.Nodes;
            Assert.True(result.Trace.Complete);
            Assert.Equal(Enumerable.Range(0, nodes.Count), nodes.Select(node => node.Id));
            Assert.All(nodes, node =>
            {
                var path = Path(nodes, node);
                var sum = path.Select((piece, t) => (double)model.LogProbabilities([3, 4], path[..t])[piece]).Sum();
                Assert.InRange(node.Parent, -1, node.Id - 1);
                Assert.Equal(path.Length - 1, node.Step);
                Assert.Equal(sum, node.Sum, 1e-5);
                Assert.Equal(sum / path.Length, node.Score, 1e-5);
            });
        }
    }

    [Fact]
    public void Trace_Fates_TellWhatHappened()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var result = SearchCase.Run(Beam, Model(seed), Options, [[3, 4]])[0];
            var nodes = result.Trace!.Nodes;
            var parents = nodes.Where(node => node.Fate is not (NodeFate.OffBeam or NodeFate.CannotBeMet)).Select(node => node.Parent).ToHashSet();
            Assert.Equal(
                result.Hypotheses.Select(found => string.Join(' ', found.Ids.Append(SpecialTokens.Eos))).Order(StringComparer.Ordinal),
                nodes.Where(node => node.Fate == NodeFate.Returned).Select(node => string.Join(' ', Path(nodes, node))).Order(StringComparer.Ordinal));
            Assert.All(nodes, node => Assert.Equal(parents.Contains(node.Id), node.Fate == NodeFate.Extended));
            Assert.All(nodes.Where(node => node.Fate is NodeFate.Returned or NodeFate.Outranked), node => Assert.Equal(SpecialTokens.Eos, node.Piece));
            Assert.Contains(nodes, node => node.Fate == NodeFate.OffBeam);
        }
    }

    [Fact]
    public void Trace_SoFar_GrowsStepByStepIntoTheWhole()
    {
        var soFar = new List<SearchTrace>();
        var whole = SearchCase.Run(Beam, Model(1), Options, [[3, 4]], progress => soFar.Add(progress.Trace!()))[0].Trace!;
        Assert.Equal(whole.Nodes.Max(node => node.Step) + 1, soFar.Count);
        Assert.Equal(Enumerable.Range(0, soFar.Count), soFar.Select(trace => trace.Nodes.Max(node => node.Step)));
        Assert.All(soFar, trace => Assert.Equal(
            whole.Nodes.Take(trace.Nodes.Count).Select(node => (node.Id, node.Parent, node.Piece, node.Sum)),
            trace.Nodes.Select(node => (node.Id, node.Parent, node.Piece, node.Sum))));
        Assert.Equal(whole.Nodes.Count, soFar[^1].Nodes.Count);
    }

    [Fact]
    public void Progress_Untraced_HasNone()
    {
        var told = new List<SearchProgress>();
        SearchCase.Run(Beam, Model(1), Options with { TraceNodes = 0 }, [[3, 4]], told.Add);
        Assert.NotEmpty(told);
        Assert.All(told, progress => Assert.Null(progress.Trace));
    }

    [Fact]
    public void Trace_OfTheSearch_DoesNotChangeIt()
    {
        for (var seed = 0; seed < 10; seed++)
        {
            var traced = SearchCase.Run(Beam, Model(seed), Options, SearchCase.Sentences);
            var untraced = SearchCase.Run(Beam, Model(seed), Options with { TraceNodes = 0 }, SearchCase.Sentences);
            Assert.Equal(untraced.Select(Text), traced.Select(Text));
            Assert.All(untraced, result => Assert.Null(result.Trace));
        }

        static string Text(SearchResult result) => string.Join('|', result.Hypotheses.Select(found => string.Join(' ', found.Ids) + found.Score));
    }

    [Fact]
    public void Trace_Pruned_IsSaid()
    {
        var nodes = SearchCase.Run(Beam, Model(2), Options with { PruneRelative = 0.9 }, [[3, 4]])[0].Trace!.Nodes;
        Assert.Contains(nodes, node => node.Fate == NodeFate.Pruned);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Trace_MoreNodesThanAllowed_CutAndSaidSo(int limit)
    {
        var all = SearchCase.Run(Beam, Model(2), Options, [[3, 4]])[0].Trace!;
        var cut = SearchCase.Run(Beam, Model(2), Options with { TraceNodes = limit }, [[3, 4]])[0].Trace!;

        Assert.True(all.Nodes.Count > 20);
        Assert.Equal(limit, cut.Nodes.Count);
        Assert.False(cut.Complete);
        Assert.Equal(all.Nodes.Take(limit).Select(node => (node.Id, node.Parent, node.Piece)), cut.Nodes.Select(node => (node.Id, node.Parent, node.Piece)));
    }

    private static int[] Path(IReadOnlyList<TraceNode> nodes, TraceNode node) =>
        node.Parent < 0 ? [node.Piece] : [.. Path(nodes, nodes[node.Parent]), node.Piece];

    private static ScriptedStepModel Model(int seed) =>
        new(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, seed));
}
