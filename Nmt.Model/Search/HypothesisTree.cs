namespace Nmt.Model.Search;

/// <summary>
/// The hypotheses of a batch, kept as a tree of pieces: hypotheses that begin alike share their beginning, and a node
/// grows by one entry a step, whatever its length.
/// </summary>
internal sealed class HypothesisTree
{
    /// <summary>The parent of first pieces: the sentence before anything is said.</summary>
    public const int Root = -1;

    private readonly List<Node> _nodes = [];

    public Node this[int node] => _nodes[node];

    /// <summary>Appends a piece to the hypothesis that ends in <paramref name="parent"/>; returns the new end.</summary>
    public int Add(int parent, Node piece)
    {
        _nodes.Add(piece with { Parent = parent });
        return _nodes.Count - 1;
    }

    /// <summary>The nodes from the first piece to <paramref name="end"/>: entry t was chosen at step t.</summary>
    public Node[] Path(int end)
    {
        var length = 0;
        for (var node = end; node != Root; node = _nodes[node].Parent)
            length++;

        var path = new Node[length];
        for (var node = end; node != Root; node = _nodes[node].Parent)
            path[--length] = _nodes[node];
        return path;
    }

    /// <summary>The pieces up to <paramref name="end"/>, with <paramref name="room"/> more places behind them.</summary>
    public int[] Ids(int end, int room = 0)
    {
        var path = Path(end);
        var ids = new int[path.Length + room];
        for (var i = 0; i < path.Length; i++)
            ids[i] = path[i].Piece;
        return ids;
    }

    /// <summary>One piece of a hypothesis.</summary>
    /// <param name="Piece">Its id.</param>
    /// <param name="LogProbability">Given what stands before it.</param>
    /// <param name="Row">The row of the step's batch that chose it, where its attention is found.</param>
    public readonly record struct Node(int Piece, float LogProbability, int Row)
    {
        public int Parent { get; init; } = Root;
    }
}
