using System.Runtime.InteropServices;
using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>
/// BPE-dropout (Provilkov, Emelianenko and Voita 2020, arXiv 1910.13267, algorithm 1): at every step of spelling a word
/// each merge that could be made is left out with some probability; the best of those that stay is made; the word is done
/// when none stays. At 0 this is the tokenizer's own spelling, at 1 single bytes.
/// <para>
/// The tokenizer has no such option, so the merges are made here. Texts are known by their words, which are split once
/// (<see cref="Words"/>); a word of n bytes costs up to n² / 2 look-ups, and few words are long. Spelling is safe for use by
/// several threads, adding texts is not.
/// </para>
/// </summary>
internal sealed class BpeDropout
{
    // Above the rank of any merge.
    private const int None = int.MaxValue;

    private readonly Dictionary<long, Merge> _merges = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _numberOf;
    private readonly List<int[]> _bytes = [];

    /// <param name="tokenizer">Whose merges are made.</param>
    public BpeDropout(SubwordTokenizer tokenizer)
    {
        _numberOf = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        var vocabulary = tokenizer.Vocabulary;
        foreach (var (rule, rank) in tokenizer.Merges.Select((rule, rank) => (rule, rank)))
            _merges.Add(Key(vocabulary.IdOf(rule.Left), vocabulary.IdOf(rule.Right)), new Merge(rank, vocabulary.IdOf(rule.Product)));
    }

    private readonly record struct Merge(int Rank, int Product);

    /// <summary>The words of a normalized text, each as the number that this object knows it by.</summary>
    public int[] Words(string text)
    {
        if (text.Length == 0)
            return [];
        List<int> numbers = [];
        var spaced = ' ' + text; // as the tokenizer begins a text
        foreach (var word in WordPattern.Regex.EnumerateMatches(spaced))
            numbers.Add(Word(spaced.AsSpan(word.Index, word.Length)));
        return [.. numbers];
    }

    /// <summary>The number of one word, the space before it included.</summary>
    public int Word(ReadOnlySpan<char> word)
    {
        if (_numberOf.TryGetValue(word, out var number))
            return number;
        number = _bytes.Count;
        _bytes.Add([.. ByteAlphabet.Spell(word).Select(character =>
            ByteAlphabet.TryByteOf(character, out var value) ? Vocabulary.IdOfByte(value) : throw new InvalidOperationException("A byte without a character."))]);
        _numberOf[word] = number;
        return number;
    }

    /// <summary>The pieces of a text's words.</summary>
    /// <param name="words">From <see cref="Words"/>.</param>
    /// <param name="rate">The probability that a merge is left out, [0, 1].</param>
    /// <param name="random">Decides which.</param>
    public int[] Spell(ReadOnlySpan<int> words, double rate, ref SplitMix64 random)
    {
        List<int> pieces = [];
        foreach (var word in words)
        {
            var bytes = _bytes[word];
            var start = pieces.Count;
            pieces.AddRange(bytes);
            var left = Join(CollectionsMarshal.AsSpan(pieces)[start..], rate, ref random);
            pieces.RemoveRange(start + left, bytes.Length - left);
        }

        return [.. pieces];
    }

    /// <summary>Makes merges in place.</summary>
    /// <returns>How many pieces are left, at the beginning of <paramref name="pieces"/>.</returns>
    private int Join(Span<int> pieces, double rate, ref SplitMix64 random)
    {
        while (true)
        {
            var (best, place) = (new Merge(None, 0), 0);
            for (var i = 0; i + 1 < pieces.Length; i++)
            {
                // The leftmost of equal ones; a merge that is not the best need not be drawn for, since it is not made.
                if (_merges.TryGetValue(Key(pieces[i], pieces[i + 1]), out var merge) && merge.Rank < best.Rank
                    && (rate == 0 || !random.Chance(rate)))
                {
                    (best, place) = (merge, i);
                }
            }

            if (best.Rank == None)
                return pieces.Length;
            pieces[place] = best.Product;
            pieces[(place + 2)..].CopyTo(pieces[(place + 1)..]);
            pieces = pieces[..^1];
        }
    }

    private static long Key(int left, int right) => ((long)left << 32) | (uint)right;
}
