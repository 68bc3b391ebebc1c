using System.Globalization;
using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Web.Components.Parts;

/// <summary>A node of a search with its place in the picture.</summary>
/// <param name="Trace">What the search wrote down.</param>
/// <param name="Piece">What its piece shows.</param>
/// <param name="Row">Its rank in its step, from 0: what was kept first, then the rest, each the likeliest first.</param>
public sealed record BeamNode(TraceNode Trace, string Piece, int Row)
{
    public int Column => Trace.Step;

    public double Probability => Math.Exp(Trace.LogProbability);
}

/// <summary>The search for one sentence as a trellis: a column for each step, the best of a step on top.</summary>
public sealed class BeamTrellis
{
    private readonly BeamNode[] _nodes; // by id

    private BeamTrellis(BeamNode[] nodes, bool complete, bool running)
    {
        _nodes = nodes;
        Complete = complete;
        Running = running;
        Columns = [.. nodes.GroupBy(node => node.Column).OrderBy(column => column.Key)
            .Select(column => column.OrderBy(node => node.Row).ToArray())];
    }

    /// <summary>The nodes of each step, in the order of their rows.</summary>
    public IReadOnlyList<BeamNode[]> Columns { get; }

    /// <summary>False where the search looked at more nodes than were kept.</summary>
    public bool Complete { get; }

    /// <summary>The search goes on: nothing of its last step is decided yet.</summary>
    public bool Running { get; }

    public int Steps => Columns.Count;

    /// <summary>The trellis of a search.</summary>
    /// <param name="trace">Of one sentence.</param>
    /// <param name="running">Whether it is the search so far, with more to come.</param>
    public static BeamTrellis Of(SegmentTrace trace, bool running = false)
    {
        var rows = new int[trace.Search.Nodes.Count];
        foreach (IGrouping<int, TraceNode> step in trace.Search.Nodes.GroupBy(node => node.Step))
        {
            int row = 0;
            foreach (TraceNode node in step.OrderBy(BeamStates.IsDropped).ThenByDescending(node => node.Sum))
            {
                rows[node.Id] = row++;
            }
        }

        return new BeamTrellis(
            [.. trace.Search.Nodes.Select(node => new BeamNode(node, trace.Pieces[node.Id], rows[node.Id]))],
            trace.Search.Complete,
            running);
    }

    /// <summary>What is known of a node after so many steps, at least 1.</summary>
    internal BeamState StateOf(BeamNode node, int shown) => BeamStates.Of(node.Trace, shown, Running ? Steps + 1 : Steps);

    /// <summary>The node at a place; null where there is none.</summary>
    public BeamNode? At(Cell cell) =>
        cell.Column >= 0 && cell.Column < Steps && cell.Row >= 0 && cell.Row < Columns[cell.Column].Length
            ? Columns[cell.Column][cell.Row]
            : null;

    /// <summary>The node that it follows; null for first pieces.</summary>
    public BeamNode? ParentOf(BeamNode node) => node.Trace.Parent < 0 ? null : _nodes[node.Trace.Parent];

    /// <summary>The likeliest of those that follow it; null where none does.</summary>
    public BeamNode? HeirOf(BeamNode node) => node.Column + 1 < Steps
        ? Columns[node.Column + 1].FirstOrDefault(next => next.Trace.Parent == node.Trace.Id)
        : null;

    /// <summary>From the first piece to the node.</summary>
    public IReadOnlyList<BeamNode> PathTo(BeamNode node)
    {
        var path = new List<BeamNode>();
        for (BeamNode? each = node; each is not null; each = ParentOf(each))
        {
            path.Insert(0, each);
        }

        return path;
    }

    /// <summary>What the branch says up to a node.</summary>
    public string TextOf(BeamNode node) => BranchText.Of(PathTo(node).Select(each => each.Piece));

    /// <summary>The ids of the nodes that spell a translation; empty where the search has no such path.</summary>
    public IReadOnlySet<int> PathOf(IReadOnlyList<string> pieces)
    {
        var path = new HashSet<int>();
        int parent = -1;
        for (int step = 0; step < pieces.Count && step < Steps; step++)
        {
            BeamNode? next = Columns[step].FirstOrDefault(node =>
                node.Trace.Parent == parent && node.Piece == pieces[step] && !BeamStates.IsDropped(node.Trace));
            if (next is null)
            {
                return new HashSet<int>();
            }

            path.Add(parent = next.Trace.Id);
        }

        return path;
    }

    /// <summary>The columns to draw: the last ones up to a step that hold no more nodes than a picture should.</summary>
    /// <param name="shown">Steps that were made, at least 1.</param>
    /// <param name="all">Whether what never was in the beam is shown.</param>
    /// <param name="most">The most nodes; one column is drawn in any case.</param>
    public BeamWindow Window(int shown, bool all, int most)
    {
        var columns = new List<BeamNode[]>();
        int left = most;
        for (int step = shown - 1; step >= 0; step--)
        {
            BeamNode[] nodes = all ? Columns[step] : [.. Columns[step].Where(node => !BeamStates.IsDropped(node.Trace))];
            left -= nodes.Length;
            if (left < 0 && columns.Count > 0)
            {
                break;
            }

            columns.Insert(0, nodes);
        }

        return new BeamWindow(shown - columns.Count, shown, columns);
    }

    /// <summary>All nodes, a line each.</summary>
    public string ToCsv() => Csv.Write(_nodes.Select(node => (object?[])
    [
        node.Trace.Id, node.Trace.Parent, node.Trace.Step, PieceLabel.Of(node.Piece), node.Trace.LogProbability, node.Trace.Sum,
        node.Trace.Score, StateOf(node, Steps), TextOf(node),
    ]).Prepend(["id", "parent", "step", "piece", "log_probability", "sum", "score", "fate", "text"]));

    /// <summary>In words, for a reader who reaches a node.</summary>
    public string Describe(BeamNode node, int shown) => string.Create(
        CultureInfo.InvariantCulture,
        $"“{PieceLabel.Of(node.Piece)}”, step {node.Column + 1}, rank {node.Row + 1}: probability {node.Probability:0.000}, sum {node.Trace.Sum:0.00}, score {node.Trace.Score:0.00}; {StateOf(node, shown).Words()}");
}

/// <summary>A part of a trellis.</summary>
/// <param name="First">The step of the first column, from 0.</param>
/// <param name="Shown">The step behind the last column.</param>
/// <param name="Columns">The nodes to draw.</param>
public sealed record BeamWindow(int First, int Shown, IReadOnlyList<BeamNode[]> Columns);
