using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// Reads out of the trace of a search that was made to begin with a prefix which words it saw behind that, and how
/// likely each is.
/// </summary>
internal sealed class NextWords
{
    private readonly IReadOnlyList<TraceNode> _nodes;
    private readonly IReadOnlyList<string> _pieces;
    private readonly string[] _texts;
    private readonly bool[] _broken; // a character is spread over pieces that show nothing by themselves
    private readonly ILookup<int, TraceNode> _children;
    private readonly string _prefix;

    private NextWords(SegmentTrace trace, string prefix)
    {
        _nodes = trace.Search.Nodes;
        _pieces = trace.Pieces;
        _prefix = prefix;
        _children = _nodes.ToLookup(node => node.Parent);
        _texts = new string[_nodes.Count];
        _broken = new bool[_nodes.Count];

        // A node comes after its parent.
        foreach (TraceNode node in _nodes)
        {
            string piece = IsEnd(node) ? "" : _pieces[node.Id];
            _texts[node.Id] = node.Parent < 0 ? piece.TrimStart() : _texts[node.Parent] + piece;
            _broken[node.Id] = (piece.Length == 0 && !IsEnd(node)) || (node.Parent >= 0 && _broken[node.Parent]);
        }
    }

    /// <summary>The likeliest first, each once; empty where the trace does not reach the end of the prefix.</summary>
    /// <param name="trace">Of a search for one sentence.</param>
    /// <param name="prefix">What it had to begin with; ends with a space where the next word is a new one.</param>
    /// <param name="most">How many at most.</param>
    public static IReadOnlyList<NextWord> Of(SegmentTrace trace, string prefix, int most) => new NextWords(trace, prefix).Find(most);

    private NextWord[] Find(int most) =>
    [
        .. _nodes.Where(IsFirstBehindPrefix)
            .Select(Complete)
            .OfType<NextWord>()
            .OrderByDescending(word => word.Probability)
            .DistinctBy(word => word.Text)
            .Take(most),
    ];

    private bool IsFirstBehindPrefix(TraceNode node) =>
        !IsEnd(node)
        && _texts[node.Id].Length > _prefix.Length
        && (node.Parent < 0 || _texts[node.Parent].Length <= _prefix.Length)
        && _texts[node.Id].StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>Follows the best continuation to the end of the word.</summary>
    private NextWord? Complete(TraceNode first)
    {
        TraceNode last = first;
        string word = Word(last);
        TraceNode? next = Best(last);
        while (next is not null && !BeginsWord(next, word))
        {
            last = next;
            word = Word(last);
            next = Best(last);
        }

        bool spaced = next is not null && _pieces[next.Id].StartsWith(' ') && !IsEnd(next);
        double probability = Math.Exp(last.Sum - SumBefore(first));
        return word.Length == 0 || _broken[last.Id] ? null : new NextWord(word, probability, _texts[last.Id] + (spaced ? " " : ""), next is not null);
    }

    private string Word(TraceNode node) => _texts[node.Id][_prefix.Length..].Trim();

    private TraceNode? Best(TraceNode node) => _children[node.Id].MaxBy(child => child.Sum);

    private bool BeginsWord(TraceNode next, string word)
    {
        string piece = _pieces[next.Id];
        return word.Length > 0
            && (IsEnd(next) || (piece.Length > 0 && (char.IsWhiteSpace(piece[0]) || char.IsLetterOrDigit(piece[0]) != char.IsLetterOrDigit(word[^1]))));
    }

    /// <summary>What the forced beginning cost, which says nothing of the word.</summary>
    private double SumBefore(TraceNode first)
    {
        int forced = _prefix.TrimEnd().Length;
        int parent = first.Parent;
        while (parent >= 0 && _texts[parent].Length > forced)
        {
            parent = _nodes[parent].Parent;
        }

        return parent < 0 ? 0 : _nodes[parent].Sum;
    }

    private static bool IsEnd(TraceNode node) => node.Piece == SpecialTokens.Eos;
}
