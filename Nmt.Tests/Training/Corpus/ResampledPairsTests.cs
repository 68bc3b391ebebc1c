using Nmt.Tests.Training.Learning;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;

namespace Nmt.Tests.Training.Corpus;

public sealed class ResampledPairsTests
{
    private static readonly TrainingCorpus Corpus = ReverseTask.Corpus(train: 40, dev: 2, longest: 5);

    [Fact]
    public void Epoch_SameSeedAndEpoch_IsTheSameAndOthersAreNot()
    {
        var pairs = Pairs(0.5, 0.5);

        Assert.Equal(Flat(pairs.Epoch(1, 0)), Flat(Pairs(0.5, 0.5).Epoch(1, 0)));
        Assert.NotEqual(Flat(pairs.Epoch(1, 0)), Flat(pairs.Epoch(1, 1)));
        Assert.NotEqual(Flat(pairs.Epoch(1, 0)), Flat(pairs.Epoch(2, 0)));
    }

    [Theory]
    [InlineData(0.5, 0.0)]
    [InlineData(0.0, 0.5)]
    public void Epoch_OneSide_LeavesTheOtherAsItIs(double source, double target)
    {
        var found = Pairs(source, target).Epoch(1, 0);

        Assert.Equal(source == 0, found.Zip(Corpus.Train).All(pair => pair.First.Source.SequenceEqual(pair.Second.Source)));
        Assert.Equal(target == 0, found.Zip(Corpus.Train).All(pair => pair.First.Target.SequenceEqual(pair.Second.Target)));
    }

    [Fact]
    public void Epoch_Any_SpellsTheSameTexts()
    {
        var found = Pairs(0.5, 0.5).Epoch(1, 3);

        Assert.Equal(Corpus.TrainTexts!.Select(text => text.Source), found.Select(pair => Corpus.Tokenizer.Decode(pair.Source)));
        Assert.Equal(Corpus.TrainTexts!.Select(text => text.Target), found.Select(pair => Corpus.Tokenizer.Decode(pair.Target)));
    }

    [Fact]
    public void Epoch_TooLong_KeepsTheUsualPieces()
    {
        // As single bytes five letters take ten pieces.
        var found = Pairs(1, 1, longest: 7).Epoch(1, 0);

        Assert.All(found.Zip(Corpus.Train), pair => Assert.Equal(
            pair.Second.Source.Length > 3 ? pair.Second.Source.Length : 2 * pair.Second.Source.Length, pair.First.Source.Length));
        Assert.All(found, pair => Assert.InRange(pair.Widest, 1, 8));
    }

    [Fact]
    public void Constructor_NoTexts_Throws() =>
        Assert.Throws<ArgumentException>(() => new ResampledPairs(Corpus with { TrainTexts = null }, new DataConfig()));

    private static ResampledPairs Pairs(double source, double target, int longest = 100) => new(
        Corpus, new DataConfig { MaxLength = longest, BpeDropout = new BpeDropoutConfig { Source = source, Target = target } });

    private static List<int> Flat(IReadOnlyList<EncodedPair> pairs) =>
        [.. pairs.SelectMany(pair => pair.Source.Append(-1).Concat(pair.Target).Append(-2))];
}
