namespace Nmt.Model.Search;

/// <summary>Writes down the search for one sentence, up to a number of nodes.</summary>
/// <param name="limit">The most nodes that are kept.</param>
internal sealed class TraceRecorder(int limit)
{
    private readonly List<TraceNode> _nodes = [];
    private readonly Dictionary<int, int> _byTreeNode = new() { [HypothesisTree.Root] = -1 };
    private bool _complete = true;

    /// <summary>A piece that was kept as <paramref name="treeNode"/>, after the node <paramref name="parent"/> of the tree.</summary>
    public void Keep(int treeNode, int parent, TraceNode node)
    {
        if (Add(parent, node) is not { } id)
            return;
        _byTreeNode.Add(treeNode, id);
        if (parent != HypothesisTree.Root)
            SetFate(parent, NodeFate.Extended);
    }

    /// <summary>A piece that was looked at and not kept.</summary>
    public void Drop(int parent, TraceNode node) => Add(parent, node);

    /// <summary>Corrects what became of a kept piece.</summary>
    public void SetFate(int treeNode, NodeFate fate)
    {
        if (_byTreeNode.TryGetValue(treeNode, out var id) && id >= 0)
            _nodes[id] = _nodes[id] with { Fate = fate };
    }

    public SearchTrace ToTrace() => new([.. _nodes], _complete);

    // A node whose parent found no room has none either, so that what is kept is always a tree.
    private int? Add(int parent, TraceNode node)
    {
        if (_nodes.Count == limit || !_byTreeNode.TryGetValue(parent, out var parentId))
        {
            _complete = false;
            return null;
        }

        _nodes.Add(node with { Id = _nodes.Count, Parent = parentId });
        return _nodes.Count - 1;
    }
}
