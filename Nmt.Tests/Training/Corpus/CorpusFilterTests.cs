using Nmt.Training.Corpus;

namespace Nmt.Tests.Training.Corpus;

public sealed class CorpusFilterTests
{
    private readonly CorpusReport _report = new();
    private readonly HeldOut _heldOut = new();

    [Theory]
    [InlineData("a dog", "ein Hund", null)]
    [InlineData("", "ein Hund", "empty")]
    [InlineData("a dog", "", "empty")]
    [InlineData("a dog that is very long", "ein Hund", "too-many-characters")]
    [InlineData("a dog", "ein Hund, der sehr lang ist", "too-many-characters")]
    [InlineData("longer copy", "longer copy", "copy")]
    [InlineData("Berlin", "Berlin", null)]
    [InlineData("held out", "zurückbehalten", "overlap")]
    [InlineData("held out", "gehalten", null)]
    public void KeepsText_Pair_IsJudgedByTheFirstReason(string source, string target, string? expected)
    {
        _heldOut.Add("held out", "zurückbehalten");
        var filter = Filter(new FilterOptions { MaxCharacters = 20, ShortestCopy = 10 });
        Assert.Equal(expected is null, filter.KeepsText(source, target, 7));
        Assert.Equal(expected, Dropped().SingleOrDefault()?.Code);
        Assert.All(Dropped(), finding => Assert.Equal([7], finding.FirstLines));
    }

    [Fact]
    public void KeepsText_RepeatedPair_IsKeptOnce()
    {
        var filter = Filter(new FilterOptions());
        Assert.True(filter.KeepsText("a", "b", 1));
        Assert.True(filter.KeepsText("a", "c", 2));
        Assert.False(filter.KeepsText("a", "b", 3));
        Assert.Equal("duplicate", Assert.Single(Dropped()).Code);
        Assert.True(Filter(new FilterOptions { DropDuplicates = false }) is var lenient && lenient.KeepsText("a", "b", 1) && lenient.KeepsText("a", "b", 2));
    }

    [Fact]
    public void KeepsText_SharedSide_IsReportedOrDropped()
    {
        _heldOut.Add("held out", "zurückbehalten");
        Assert.True(Filter(new FilterOptions()).KeepsText("held out", "gehalten", 1));
        Assert.True(Filter(new FilterOptions()).KeepsText("kept", "zurückbehalten", 2));
        Assert.Equal(["shared-source", "shared-target"], _report.Findings.Select(finding => finding.Code));
        Assert.Empty(Dropped());

        Assert.False(Filter(new FilterOptions { Overlap = OverlapRule.Side }).KeepsText("held out", "gehalten", 3));
        Assert.Equal("side-overlap", Assert.Single(Dropped()).Code);
        Assert.True(Filter(new FilterOptions { Overlap = OverlapRule.Nothing }).KeepsText("held out", "zurückbehalten", 4));
    }

    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(101, 100, "too-many-pieces")]
    [InlineData(100, 101, "too-many-pieces")]
    [InlineData(30, 10, null)]
    [InlineData(31, 10, "length-ratio")]
    [InlineData(10, 31, "length-ratio")]
    [InlineData(10, 1, null)]
    public void KeepsLengths_Pieces_AreHeldToTheLimits(int source, int target, string? expected)
    {
        Assert.Equal(expected is null, Filter(new FilterOptions()).KeepsLengths(source, target, 3));
        Assert.Equal(expected, _report.Findings.SingleOrDefault()?.Code);
    }

    [Fact]
    public void Findings_ManyLines_NameTheFirstAndCountAll()
    {
        for (int line = 1; line <= 9; line++)
        {
            _report.Add("train", CorpusCheck.Empty, line * 10);
        }

        CorpusFinding finding = Assert.Single(_report.Findings);
        Assert.Equal(9, finding.Count);
        Assert.Equal([10, 20, 30, 40, 50], finding.FirstLines);
    }

    private CorpusFilter Filter(FilterOptions options) => new(options, _heldOut, _report);

    private IEnumerable<CorpusFinding> Dropped() => _report.Findings.Where(finding => finding.Dropped);
}
