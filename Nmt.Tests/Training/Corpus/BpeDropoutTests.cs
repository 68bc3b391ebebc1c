using Nmt.Model.Text;
using Nmt.Tests.Model.Text;
using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class BpeDropoutTests
{
    private static readonly SubwordTokenizer Learned = Learn(
        "the dogs and the cat's hats, the cat and the dog", "grün grüne grüner Grünkohl 1998 llll lllll 😀😀 ❤\uFE0F",
        "don't l’homme <s> </s> <pad> ... 日本語 日本 مرحبًا שָׁלוֹם Haus Häuser e\u0301 ää ü ü ü");

    [Fact]
    public void Spell_RateZero_IsTheTokenizersOwnOfAnyText() => AnyText.ForAll(text =>
    {
        var normalized = Normalizer.Normalize(text);
        Assert.Equal(Learned.Encode(normalized), Spell(Learned, normalized, rate: 0, seed: 1));
    });

    [Fact]
    public void Spell_RateOne_IsSingleBytesOfAnyText() => AnyText.ForAll(text =>
    {
        var normalized = Normalizer.Normalize(text);
        var bytes = normalized.Length == 0 ? [] : System.Text.Encoding.UTF8.GetBytes(" " + normalized);
        Assert.Equal(bytes.Select(Vocabulary.IdOfByte), Spell(Learned, normalized, rate: 1, seed: 1));
    });

    [Fact]
    public void Spell_AnyRate_SpellsTheSameText() => AnyText.ForAll(text =>
    {
        var normalized = Normalizer.Normalize(text);
        Assert.Equal(normalized, Learned.Decode(Spell(Learned, normalized, rate: 0.3, seed: text.Length)));
    });

    /// <summary>
    /// abc under a+b, ab+c, b+c. Either merge of the first step may be left out: with both gone it stays a b c (p²), with
    /// a+b gone it becomes a bc (p(1-p)), else ab, and that meets c with 1-p.
    /// </summary>
    [Fact]
    public void Spell_ManyTimes_HasThePapersProbabilities()
    {
        const double P = 0.3;
        const int Times = 20_000;
        var tokenizer = SubwordTokenizer.FromMerges([new("a", "b"), new("ab", "c"), new("b", "c")]);
        var dropout = new BpeDropout(tokenizer);
        int[] words = [dropout.Word("abc")];
        var random = new SplitMix64(7);
        var counts = Enumerable.Range(0, Times)
            .Select(_ => string.Join(' ', dropout.Spell(words, P, ref random).Select(tokenizer.Vocabulary.PieceOf)))
            .CountBy(spelled => spelled).ToDictionary();

        Assert.Equal(4, counts.Count);
        Assert.Equal((1 - P) * (1 - P), counts["abc"] / (double)Times, 0.015);
        Assert.Equal((1 - P) * P, counts["ab c"] / (double)Times, 0.015);
        Assert.Equal(P * (1 - P), counts["a bc"] / (double)Times, 0.015);
        Assert.Equal(P * P, counts["a b c"] / (double)Times, 0.015);
    }

    [Fact]
    public void Of_OtherNumbers_IsAnotherStream()
    {
        ulong[] first = [.. new[] { SplitMix64.Of(1, 2, 3), SplitMix64.Of(1, 3, 2), SplitMix64.Of(2, 1, 3), SplitMix64.Of(1, 2), SplitMix64.Of(1, 2, 4) }
            .Select(stream => stream.Next())];

        Assert.Distinct(first);
        Assert.Equal(first[0], SplitMix64.Of(1, 2, 3).Next());
    }

    [Fact]
    public void Next_OfSeedZero_IsThePublishedSequence()
    {
        // The first numbers of the reference implementation (Vigna, splitmix64.c) with state 0.
        var random = new SplitMix64(0);
        ulong[] expected = [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F];

        Assert.All(expected, number => Assert.Equal(number, random.Next()));
    }

    private static int[] Spell(SubwordTokenizer tokenizer, string text, double rate, long seed)
    {
        var dropout = new BpeDropout(tokenizer);
        var random = SplitMix64.Of(seed);
        return dropout.Spell(dropout.Words(text), rate, ref random);
    }

    private static SubwordTokenizer Learn(params string[] lines)
    {
        var words = new WordCounts();
        foreach (var line in lines)
            words.Add(Normalizer.Normalize(line));
        return SubwordTrainer.Learn(words, 400, minimumCount: 1);
    }
}
