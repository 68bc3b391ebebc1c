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
        _heldOut.Add(PairKey.Of("held out", "zurückbehalten"));
        var filter = Filter(new FilterOptions { MaxCharacters = 20, ShortestCopy = 10 });
        Assert.Equal(expected is null, filter.KeepsText(Pair(source, target, 7)));
        Assert.Equal(expected, Dropped().SingleOrDefault()?.Code);
        Assert.All(Dropped(), finding => Assert.Equal([7], finding.FirstLines));
    }

    [Fact]
    public void KeepsText_RepeatedPair_IsKeptOnce()
    {
        var filter = Filter(new FilterOptions());
        Assert.True(filter.KeepsText(Pair("a", "b", 1)));
        Assert.True(filter.KeepsText(Pair("a", "c", 2)));
        Assert.False(filter.KeepsText(Pair("a", "b", 3)));
        Assert.Equal("duplicate", Assert.Single(Dropped()).Code);
        Assert.True(Filter(new FilterOptions { DropDuplicates = false }) is var lenient && lenient.KeepsText(Pair("a", "b", 1)) && lenient.KeepsText(Pair("a", "b", 2)));
    }

    [Fact]
    public void KeepsText_SharedSide_IsReportedOrDropped()
    {
        _heldOut.Add(PairKey.Of("held out", "zurückbehalten"));
        Assert.True(Filter(new FilterOptions()).KeepsText(Pair("held out", "gehalten", 1)));
        Assert.True(Filter(new FilterOptions()).KeepsText(Pair("kept", "zurückbehalten", 2)));
        Assert.Equal(["shared-source", "shared-target"], _report.Findings.Select(finding => finding.Code));
        Assert.Empty(Dropped());

        Assert.False(Filter(new FilterOptions { Overlap = OverlapRule.Side }).KeepsText(Pair("held out", "gehalten", 3)));
        Assert.Equal("side-overlap", Assert.Single(Dropped()).Code);
        Assert.True(Filter(new FilterOptions { Overlap = OverlapRule.Nothing }).KeepsText(Pair("held out", "zurückbehalten", 4)));
    }

    [Theory]
    [InlineData(100, 100, null)]
    [InlineData(101, 100, "too-many-pieces")]
    [InlineData(100, 101, "too-many-pieces")]
    [InlineData(30, 10, null)]
    [InlineData(31, 10, "length-ratio")]
    [InlineData(10, 31, "length-ratio")]
    [InlineData(10, 1, null)]
    public void Keeps_NumbersOfPieces_AreHeldToTheLimits(int source, int target, string? expected)
    {
        Assert.Equal(expected is null, new LengthFilter(new FilterOptions(), _report).Keeps(source, target, new SentencePair("", "", 3)));
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

    [Theory]
    [InlineData("markup", "a <b>bold</b> dog", "ein Hund")]
    [InlineData("entity", "a dog", "ein &quot;Hund&quot;")]
    [InlineData("control-character", "a dog\u0007", "ein Hund")]
    [InlineData("line-separator", "a\u2028dog", "ein Hund")]
    [InlineData("carriage-return-inside", "a\rdog", "ein Hund")]
    [InlineData("replacement-character", "a dog", "ein H\uFFFDnd")]
    [InlineData("short-copy", "Berlin", "Berlin")]
    public void KeepsText_FaultInTheText_IsKeptUnlessAskedToDrop(string code, string source, string target)
    {
        Assert.True(Filter(new FilterOptions()).KeepsText(Pair(source, target, 3)));
        Assert.Equal((code, false), (Assert.Single(_report.Findings).Code, _report.Findings[0].Dropped));
        Assert.False(Filter(new FilterOptions { Drop = [code] }).KeepsText(Pair(source, target, 4)));
        Assert.Equal([4], Assert.Single(Dropped()).FirstLines);
    }

    [Theory]
    [InlineData("too-many-characters")]
    [InlineData("copy")]
    [InlineData("duplicate")]
    [InlineData("overlap")]
    public void KeepsText_CheckThatIsKept_IsOnlyReported(string code)
    {
        _heldOut.Add(PairKey.Of("held out", "zurückbehalten"));
        var filter = Filter(new FilterOptions { MaxCharacters = 30, Keep = [code] });
        NormalizedPair pair = code switch
        {
            "too-many-characters" => Pair(new string('x', 31), "y", 1),
            "copy" => Pair("one and the same on both sides", "one and the same on both sides", 1),
            "overlap" => Pair("held out", "zurückbehalten", 1),
            _ => Pair("a", "b", 1),
        };
        Assert.True(filter.KeepsText(pair));
        Assert.Equal(code == "duplicate", filter.KeepsText(pair));
        Assert.Contains(_report.Findings, finding => finding.Code == code && !finding.Dropped);
    }

    [Fact]
    public void KeepsText_SideThatOccurredBefore_IsReported()
    {
        var filter = Filter(new FilterOptions());
        Assert.All([Pair("a", "b", 1), Pair("a", "c", 2), Pair("d", "b", 3)], pair => Assert.True(filter.KeepsText(pair)));
        Assert.Equal(["duplicate-source 2", "duplicate-target 3"], _report.Findings.Select(finding => $"{finding.Code} {finding.FirstLines[0]}"));
    }

    [Fact]
    public void Findings_Example_ShowsThePlace()
    {
        string source = new string('x', 200) + " &amp; " + new string('y', 200);
        Filter(new FilterOptions()).KeepsText(Pair(source, "kurz", 1));
        string example = Assert.Single(_report.Findings).Example!;
        Assert.Contains("x &amp; y", example, StringComparison.Ordinal);
        Assert.EndsWith("… ||| kurz", example, StringComparison.Ordinal);
    }

    private static NormalizedPair Pair(string source, string target, int line) => NormalizedPair.Of(new SentencePair(source, target, line));

    private CorpusFilter Filter(FilterOptions options) => new(options, _heldOut, _report);

    private IEnumerable<CorpusFinding> Dropped() => _report.Findings.Where(finding => finding.Dropped);
}
