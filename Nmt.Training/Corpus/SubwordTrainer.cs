using System.Runtime.InteropServices;
using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// Learns a byte-level byte pair encoding (Sennrich et al. 2016): joins the most frequent pair of neighbouring pieces,
/// again and again. Of pairs that are equally frequent, the one whose left piece, then whose right piece, comes first in
/// ordinal order of their spelling is joined, so that the same words give the same merges on every machine.
/// <para>
/// Pair counts are kept up to date instead of being counted anew, and a heap finds the next pair: a merge costs what the
/// words that hold the pair cost.
/// </para>
/// </summary>
internal sealed class SubwordTrainer
{
    /// <summary>A pair seen once says nothing about the language.</summary>
    public const long DefaultMinimumCount = 2;

    private readonly List<string> _pieces = [];
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly List<Word> _words = [];
    private readonly Dictionary<(int Left, int Right), PairEntry> _pairs = [];
    private readonly PriorityQueue<(int Left, int Right), Candidate> _queue;
    private readonly HashSet<(int Left, int Right)> _changed = [];
    private readonly long _minimumCount;

    /// <param name="words">Each word in the pieces that it begins with, and how often it occurs.</param>
    /// <param name="minimumCount">Of a pair that is joined.</param>
    private SubwordTrainer(IEnumerable<(IEnumerable<string> Pieces, long Count)> words, long minimumCount)
    {
        _minimumCount = minimumCount;
        _queue = new PriorityQueue<(int Left, int Right), Candidate>(Comparer<Candidate>.Create(Compare));
        foreach ((IEnumerable<string> pieces, long count) in words)
        {
            int[] symbols = [.. pieces.Select(IdOf)];
            _words.Add(new Word(symbols, count));
            CountPairs(symbols, count, _words.Count - 1);
        }

        OfferChanged();
    }

    /// <summary>
    /// Learns until the vocabulary has <paramref name="vocabularySize"/> pieces (special tokens and the 256 bytes
    /// included) or no pair is left that occurs <paramref name="minimumCount"/> times.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size has no room for the special tokens and the bytes.</exception>
    public static SubwordTokenizer Learn(
        WordCounts words, int vocabularySize, long minimumCount = DefaultMinimumCount, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(words);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, SmallestVocabulary);
        ArgumentOutOfRangeException.ThrowIfLessThan(minimumCount, 1);
        var spelled = words.Words.Select(word => (ByteAlphabet.Spell(word.Key).Select(character => character.ToString()), word.Value));
        var trainer = new SubwordTrainer(spelled, minimumCount);
        return SubwordTokenizer.FromMerges(trainer.Merges([], vocabularySize - SmallestVocabulary, cancellation));
    }

    /// <summary>
    /// Learns further merges on top of those of <paramref name="known"/>, as if the learning had gone on with other words:
    /// every piece keeps its id, so that a model can keep what it knows of it.
    /// </summary>
    /// <param name="words">What the new merges are counted in.</param>
    /// <param name="known">Whose pieces are in the order of its merges.</param>
    /// <param name="vocabularySize">Pieces in the end; at least as many as there are.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="NmtException">The subwords are of several directions.</exception>
    public static SubwordTokenizer Extend(
        WordCounts words, SubwordTokenizer known, int vocabularySize, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, known.Vocabulary.Count);
        if (vocabularySize == known.Vocabulary.Count)
            return known;
        if (known.Vocabulary.Tags.Count > 0)
            throw new NmtException("Subwords of several directions end with their languages' tags, so none can be added: leave the size as it is.");
        var speller = new BpeDropout(known);
        var unused = new SplitMix64(0);
        var spelled = words.Words.Select(word => (
            speller.Spell([speller.Word(word.Key)], rate: 0, ref unused).Select(known.Vocabulary.PieceOf), word.Value));
        var trainer = new SubwordTrainer([.. spelled], DefaultMinimumCount);
        return SubwordTokenizer.FromMerges(
            known.Merges.Concat(trainer.Merges(known.Merges, vocabularySize - known.Vocabulary.Count, cancellation)));
    }

    /// <summary>Special tokens and single bytes: a vocabulary without any merge.</summary>
    public static int SmallestVocabulary { get; } = SpecialTokens.Count + 256;

    private List<MergeRule> Merges(IReadOnlyList<MergeRule> before, int newPieces, CancellationToken cancellation)
    {
        var merges = new List<MergeRule>();
        var known = new HashSet<(int Left, int Right)>();
        foreach (MergeRule rule in before)
        {
            known.Add((IdOf(rule.Left), IdOf(rule.Right)));
            IdOf(rule.Product);
        }

        while (newPieces > 0 && Next() is { } pair)
        {
            cancellation.ThrowIfCancellationRequested();
            var merge = new MergeRule(_pieces[pair.Left], _pieces[pair.Right]);

            // a+bc and ab+c make one piece. So a rule may bring no new piece, and it may bring back a pair whose rule is
            // known: the tokenizer would join that one too, by the rule it has.
            if (known.Add(pair))
            {
                merges.Add(merge);
                newPieces -= _ids.ContainsKey(merge.Product) ? 0 : 1;
            }

            Join(pair, IdOf(merge.Product));
        }

        return merges;
    }

    /// <summary>The most frequent pair. Counts fall without the heap's knowing; such an entry is offered again with its count.</summary>
    private (int Left, int Right)? Next()
    {
        while (_queue.TryDequeue(out var pair, out Candidate candidate))
        {
            long count = _pairs.TryGetValue(pair, out PairEntry? entry) ? entry.Count : 0;
            if (count < _minimumCount)
            {
                continue;
            }

            if (count == candidate.Count)
            {
                return pair;
            }

            _queue.Enqueue(pair, candidate with { Count = count });
        }

        return null;
    }

    private void Join((int Left, int Right) pair, int product)
    {
        foreach (int index in _pairs[pair].Words)
        {
            Join(index, pair, product);
        }

        _pairs.Remove(pair);
        OfferChanged();
    }

    /// <summary>Joins the pair in one word, left to right, and counts the pairs around each place anew.</summary>
    private void Join(int index, (int Left, int Right) pair, int product)
    {
        Word word = _words[index];
        int[] before = word.Symbols;
        var after = new List<int>(before.Length);
        int first = -1;
        int last = -1;
        for (int i = 0; i < before.Length; i++)
        {
            if (before[i] != pair.Left || i + 1 == before.Length || before[i + 1] != pair.Right)
            {
                after.Add(before[i]);
                continue;
            }

            after.Add(product);
            first = first < 0 ? i : first;
            last = ++i;
        }

        // A word is listed again each time that it gets the pair; the first visit joins them all.
        if (first < 0)
        {
            return;
        }

        // Only the pairs from one symbol before the first place to one behind the last have changed.
        int from = Math.Max(first - 1, 0);
        int behind = Math.Max(before.Length - last - 2, 0);
        int[] joined = [.. after];
        CountPairs(before.AsSpan(from..^behind), -word.Count, index);
        CountPairs(joined.AsSpan(from..^behind), word.Count, index);
        _words[index] = word with { Symbols = joined };
    }

    private void CountPairs(ReadOnlySpan<int> symbols, long count, int word)
    {
        for (int i = 0; i + 1 < symbols.Length; i++)
        {
            Count((symbols[i], symbols[i + 1]), count, word);
        }
    }

    private void Count((int Left, int Right) pair, long count, int word)
    {
        ref PairEntry? entry = ref CollectionsMarshal.GetValueRefOrAddDefault(_pairs, pair, out _);
        entry ??= new PairEntry();
        entry.Count += count;
        if (count > 0)
        {
            if (entry.Words.Count == 0 || entry.Words[^1] != word)
            {
                entry.Words.Add(word);
            }

            _changed.Add(pair);
        }
        else if (entry.Count == 0)
        {
            _pairs.Remove(pair);
        }
    }

    private void OfferChanged()
    {
        foreach (var pair in _changed)
        {
            if (_pairs.TryGetValue(pair, out PairEntry? entry) && entry.Count is var count && count >= _minimumCount)
            {
                _queue.Enqueue(pair, new Candidate(count, pair.Left, pair.Right));
            }
        }

        _changed.Clear();
    }

    private int IdOf(string piece)
    {
        if (!_ids.TryGetValue(piece, out int id))
        {
            id = _pieces.Count;
            _pieces.Add(piece);
            _ids.Add(piece, id);
        }

        return id;
    }

    private int Compare(Candidate one, Candidate other)
    {
        int order = other.Count.CompareTo(one.Count);
        if (order == 0)
        {
            order = string.CompareOrdinal(_pieces[one.Left], _pieces[other.Left]);
        }

        return order != 0 ? order : string.CompareOrdinal(_pieces[one.Right], _pieces[other.Right]);
    }

    private readonly record struct Word(int[] Symbols, long Count);

    private readonly record struct Candidate(long Count, int Left, int Right);

    private sealed class PairEntry
    {
        public long Count { get; set; }

        /// <summary>Indices of words that hold the pair, or held it once.</summary>
        public List<int> Words { get; } = [];
    }
}
