using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class AlignmentCheckTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_AlignedCorpus_FindsNothing(int seed)
    {
        (int[] source, int[] target) = Lengths(5000, seed);
        Assert.Empty(AlignmentCheck.Find(source, target));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Find_LineLostOnOneSide_FindsTheLineAndTheShift(int seed)
    {
        (int[] source, int[] target) = Lengths(3000, seed);
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(source[..2999], Without(target, 1234)));
        Assert.InRange(stretch.From, 1234 - 5, 1234 + 5);
        Assert.Equal(2999, stretch.To);
        Assert.InRange(stretch.Correlation, -0.2, 0.2);
        Assert.Equal(-1, stretch.Shift);
    }

    [Fact]
    public void Find_LineLostLaterOnTheOtherSide_FindsWhereItFitsAgain()
    {
        (int[] source, int[] target) = Lengths(3000, 7);
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(Without(source, 1777), Without(target, 777)));
        Assert.InRange(stretch.From, 777 - 5, 777 + 5);
        Assert.InRange(stretch.To, 1777 - 5, 1777 + 5);
    }

    [Fact]
    public void Find_NothingAligned_FindsAll()
    {
        (int[] source, int[] target) = Lengths(2000, 5);
        new Random(6).Shuffle(target);
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(source, target));
        Assert.Equal((0, 2000, 0), (stretch.From, stretch.To, stretch.Shift));
    }

    [Fact]
    public void Find_MostIsMisaligned_FindsIt()
    {
        (int[] source, int[] target) = Lengths(4000, 8);
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(source[3..], target[..^3].Select((length, i) => i < 600 ? target[i + 3] : length).ToArray()));
        Assert.InRange(stretch.From, 590, 610);
        Assert.Equal(3, stretch.Shift);
    }

    [Fact]
    public void Find_LineLostAtTheBeginningOfALargeCorpus_FindsItStill()
    {
        (int[] source, int[] target) = Lengths(40_000, 13);
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(source[..39_999], Without(target, 700)));
        Assert.InRange(stretch.From, 700 - 5, 700 + 5);
        Assert.Equal((39_999, -1), (stretch.To, stretch.Shift));
    }

    /// <summary>As in short sentences of unlike languages: rank correlations of 0.57 where all is well.</summary>
    [Fact]
    public void Find_WeaklyCorrelatedCorpus_FindsOneStretch()
    {
        (int[] source, int[] target) = Lengths(20_000, 14, spread: 0.25, noise: 0.3);
        Assert.Empty(AlignmentCheck.Find(source, target));
        MisalignedStretch stretch = Assert.Single(AlignmentCheck.Find(source[..19_999], Without(target, 9_000)));
        Assert.InRange(stretch.From, 9_000 - 100, 9_000 + 100);
        Assert.Equal((19_999, -1), (stretch.To, stretch.Shift));
    }

    [Fact]
    public void Find_CorpusInOrderOfLength_FindsNothing()
    {
        (int[] source, int[] target) = Lengths(4000, 9);
        Array.Sort(source, target);
        Assert.Empty(AlignmentCheck.Find(source, target));
    }

    [Fact]
    public void Find_NoisyPairsHereAndThere_FindsNothing()
    {
        (int[] source, int[] target) = Lengths(4000, 10);
        var random = new Random(11);
        for (int i = 0; i < target.Length; i += 8)
        {
            target[i] = random.Next(1, 300);
        }

        Assert.Empty(AlignmentCheck.Find(source, target));
    }

    [Fact]
    public void Find_EqualLengths_FindsNothing() =>
        Assert.Empty(AlignmentCheck.Find(Enumerable.Repeat(20, 1000).ToArray(), Enumerable.Repeat(25, 1000).ToArray()));

    [Fact]
    public void Find_FewLines_FindsNothing()
    {
        (int[] source, int[] target) = Lengths(399, 12);
        new Random(6).Shuffle(target);
        Assert.Empty(AlignmentCheck.Find(source, target));
    }

    /// <summary>As of a real corpus: log-normal lengths, translations longer by a tenth, give or take a fifth.</summary>
    private static (int[] Source, int[] Target) Lengths(int count, int seed, double spread = 0.6, double noise = 0.2)
    {
        var random = new Random(seed);
        int[] source = [.. Enumerable.Range(0, count).Select(_ => (int)Math.Exp(4.2 + (spread * Normal(random))))];
        int[] target = [.. source.Select(length => (int)(1.1 * length * Math.Exp(noise * Normal(random))))];
        return (source, target);
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static int[] Without(int[] values, int index) => [.. values[..index], .. values[(index + 1)..]];
}
