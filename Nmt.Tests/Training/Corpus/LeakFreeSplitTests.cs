using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class LeakFreeSplitTests
{
    [Fact]
    public void Draw_Corpus_GivesTheSizesAsked()
    {
        CorpusPart[] parts = Split(Pairs(200)).Draw(20, 30, new Random(1));
        Assert.Equal(20, parts.Count(part => part == CorpusPart.Dev));
        Assert.Equal(30, parts.Count(part => part == CorpusPart.Test));
        Assert.Equal(150, parts.Count(part => part == CorpusPart.Train));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Draw_PairsThatShareASide_StayTogether(int seed)
    {
        (string Source, string Target)[] pairs = Pairs(300);
        CorpusPart[] parts = Split(pairs).Draw(30, 30, new Random(seed));
        Assert.Equal(30, parts.Count(part => part == CorpusPart.Dev));
        var byPart = pairs.Zip(parts).GroupBy(pair => pair.Second).ToDictionary(
            group => group.Key, group => group.SelectMany(pair => new[] { "s " + pair.First.Source, "t " + pair.First.Target }).ToHashSet());
        Assert.Empty(byPart[CorpusPart.Train].Intersect(byPart[CorpusPart.Dev]));
        Assert.Empty(byPart[CorpusPart.Train].Intersect(byPart[CorpusPart.Test]));
        Assert.Empty(byPart[CorpusPart.Dev].Intersect(byPart[CorpusPart.Test]));
    }

    [Fact]
    public void Draw_OneGroup_IsNotCut()
    {
        // a-x, a-y, b-y, b-z: a chain in which neighbours share a side.
        var split = Split([("a", "x"), ("a", "y"), ("b", "y"), ("b", "z")]);
        Assert.All(split.Draw(2, 2, new Random(1)), part => Assert.Equal(CorpusPart.Train, part));
    }

    [Fact]
    public void Draw_PairsThatDoNotCount_HoldGroupsTogetherButFillNoSet()
    {
        (string Source, string Target)[] pairs = Pairs(200);
        CorpusPart[] parts = Split(pairs).Draw(20, 30, new Random(1), pair => pair % 2 == 0);
        Assert.Equal(20, parts.Where((part, pair) => part == CorpusPart.Dev && pair % 2 == 0).Count());
        Assert.Equal(30, parts.Where((part, pair) => part == CorpusPart.Test && pair % 2 == 0).Count());
    }

    [Fact]
    public void Draw_SameSeed_GivesTheSame()
    {
        Assert.Equal(Split(Pairs(100)).Draw(9, 9, new Random(5)), Split(Pairs(100)).Draw(9, 9, new Random(5)));
        Assert.NotEqual(Split(Pairs(100)).Draw(9, 9, new Random(5)), Split(Pairs(100)).Draw(9, 9, new Random(6)));
    }

    /// <summary>Every third pair shares its source, every fifth its target with an earlier one.</summary>
    private static (string Source, string Target)[] Pairs(int count) =>
        [.. Enumerable.Range(0, count).Select(i => ($"s{(i % 3 == 2 ? i - 2 : i)}", $"t{(i % 5 == 4 ? i - 1 : i)}"))];

    private static LeakFreeSplit Split((string Source, string Target)[] pairs)
    {
        var split = new LeakFreeSplit();
        foreach ((string source, string target) in pairs)
        {
            split.Add(PairKey.Of(source, target));
        }

        return split;
    }
}
