using System.Runtime.InteropServices;

namespace Nmt.Model.Text;

/// <summary>
/// The n-grams of a hypothesis for all orders at once: an n-gram is a node, and its first n - 1 symbols are the parent.
/// References are only looked up, and no further than they agree. Holds its memory for reuse; not thread-safe.
/// </summary>
/// <param name="maxOrder">At least 0.</param>
public sealed class NgramTrie(int maxOrder)
{
    private const int Root = 0;
    private const int SymbolBits = 32;

    private readonly Dictionary<long, int> _children = [];
    private readonly List<int> _counts = [0]; // by node, of the hypothesis
    private int[] _left = []; // by node: occurrences that a reference has not matched yet

    /// <summary>Forgets the last hypothesis and counts this one.</summary>
    /// <param name="symbols">Each at least 0.</param>
    public void SetHypothesis(ReadOnlySpan<int> symbols)
    {
        _children.Clear();
        _counts.Clear();
        _counts.Add(0);
        for (var start = 0; start < symbols.Length; start++)
        {
            var node = Root;
            foreach (var symbol in symbols[start..Math.Min(start + maxOrder, symbols.Length)])
            {
                ref var child = ref CollectionsMarshal.GetValueRefOrAddDefault(_children, Key(node, symbol), out var exists);
                if (!exists)
                {
                    child = _counts.Count;
                    _counts.Add(0);
                }

                node = child;
                CollectionsMarshal.AsSpan(_counts)[node]++;
            }
        }
    }

    /// <summary>Counts the n-grams that a reference shares, each at most as often as the hypothesis has it.</summary>
    /// <param name="symbols">The reference.</param>
    /// <param name="matches">By order - 1; added to.</param>
    public void Match(ReadOnlySpan<int> symbols, Span<int> matches)
    {
        if (_left.Length < _counts.Count)
            _left = new int[_counts.Count * 2];
        _counts.CopyTo(_left);
        for (var start = 0; start < symbols.Length; start++)
        {
            var (node, order) = (Root, 0);
            foreach (var symbol in symbols[start..Math.Min(start + maxOrder, symbols.Length)])
            {
                if (!_children.TryGetValue(Key(node, symbol), out node))
                    break;
                if (_left[node] > 0)
                {
                    _left[node]--;
                    matches[order]++;
                }

                order++;
            }
        }
    }

    /// <summary>How many n-grams a sequence has.</summary>
    public static int Total(int length, int order) => Math.Max(0, length - order + 1);

    private static long Key(int node, int symbol) => ((long)node << SymbolBits) | (uint)symbol;
}
