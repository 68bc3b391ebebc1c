namespace Microsoft.ML.Tokenizers;

/// <summary>The learned rules by the ids of their two tokens, and the way to apply them to a word.</summary>
internal sealed class MergeTable
{
    private const int End = -1;

    private readonly Dictionary<(int Left, int Right), (int Rank, int Product)> _rules = [];

    public void Add(int left, int right, int product) => _rules.Add((left, right), (_rules.Count, product));

    /// <summary>
    /// Applies the rule of the lowest rank, the leftmost first, until none applies. A heap holds the candidates and the
    /// symbols are a linked list, so that a word of n symbols costs n log n.
    /// </summary>
    public int[] Apply(int[] symbols)
    {
        int count = symbols.Length;
        var next = new int[count];
        var previous = new int[count];
        var queue = new PriorityQueue<int, (int Rank, int Position)>();
        for (int i = 0; i < count; i++)
        {
            next[i] = i + 1 < count ? i + 1 : End;
            previous[i] = i - 1;
            Offer(i);
        }

        int left = count;
        while (queue.TryDequeue(out int position, out var priority))
        {
            // A neighbour may have changed since the candidate was offered; the present pair was then offered anew.
            int right = next[position];
            if (right == End || symbols[position] == End
                || !_rules.TryGetValue((symbols[position], symbols[right]), out var rule) || rule.Rank != priority.Rank)
            {
                continue;
            }

            symbols[position] = rule.Product;
            symbols[right] = End;
            next[position] = next[right];
            if (next[right] != End)
            {
                previous[next[right]] = position;
            }

            left--;
            Offer(position);
            Offer(previous[position]);
        }

        return left == count ? symbols : [.. symbols.Where(symbol => symbol != End)];

        void Offer(int position)
        {
            if (position != End && next[position] != End
                && _rules.TryGetValue((symbols[position], symbols[next[position]]), out var rule))
            {
                queue.Enqueue(position, (rule.Rank, position));
            }
        }
    }
}
