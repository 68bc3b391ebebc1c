using Nmt.Model.Errors;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Text;

public sealed class SubwordFilesTests
{
    [Fact]
    public void Save_Files_HaveTheFormatOfGpt2()
    {
        using TemporaryFolder folder = Saved();
        Assert.Equal("#version: 0.2\na b\nab c\n", File.ReadAllText(folder["merges.txt"]));
        string[] lines = File.ReadAllLines(folder["vocab.json"]);
        Assert.Equal("\"<pad>\": 0,", lines[1]);
        Assert.Equal("\"Ġ\": 35,", lines[1 + 3 + ' ']);
        Assert.Equal("\"abc\": 260", lines[^2]);
    }

    [Theory]
    [InlineData("vocab.json")]
    [InlineData("merges.txt")]
    public void Load_MissingFile_NamesIt(string name)
    {
        using TemporaryFolder folder = Saved();
        File.Delete(folder[name]);
        var failure = Assert.Throws<NmtException>(() => SubwordTokenizer.Load(folder.Path));
        Assert.Contains(folder[name], failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"<pad>\": 0,", "expected a JSON object")]
    [InlineData("[1, 2]", "found Array")]
    [InlineData("{\"<s>\": 0, \"<pad>\": 1}", "expected '<pad>' with id 0, found '<s>'")]
    [InlineData("{\"<pad>\": 0, \"<s>\": 1, \"</s>\": 2}", "expected 'Ā' with id 3, found no piece")]
    [InlineData("{\"<pad>\": 0, \"<s>\": 0}", "found '<s>': 0")]
    [InlineData("{\"<pad>\": 0, \"<s>\": 7}", "found '<s>': 7")]
    [InlineData("{\"<pad>\": 0, \"<s>\": \"1\"}", "found '<s>': \"1\"")]
    [InlineData("{\"<pad>\": 0, \"<pad>\": 1}", "found '<pad>': 1")]
    public void Load_DamagedVocabulary_SaysWhatIsWrong(string json, string expected)
    {
        using TemporaryFolder folder = Saved();
        string path = folder.Write("vocab.json", json);
        var failure = Assert.Throws<NmtException>(() => SubwordTokenizer.Load(folder.Path));
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_PieceOutsideTheByteAlphabet_IsRefused()
    {
        using TemporaryFolder folder = Saved();
        folder.Write("vocab.json", File.ReadAllText(folder["vocab.json"]).Replace("\"abc\"", "\"日\"", StringComparison.Ordinal));
        var failure = Assert.Throws<NmtException>(() => SubwordTokenizer.Load(folder.Path));
        Assert.Contains("found '日' with id 260", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#version: 0.2\na b\nab\n", "line 3: expected two pieces")]
    [InlineData("a b c\n", "line 1: expected two pieces")]
    [InlineData("a  b\n", "line 1: expected two pieces")]
    [InlineData("a c\n", "found 'ac', which it lacks")]
    [InlineData("a b\na b\n", "line 2: expected each rule once")]
    public void Load_DamagedMerges_NamesTheLine(string text, string expected)
    {
        using TemporaryFolder folder = Saved();
        string path = folder.Write("merges.txt", text);
        var failure = Assert.Throws<NmtException>(() => SubwordTokenizer.Load(folder.Path));
        Assert.StartsWith(path, failure.Message, StringComparison.Ordinal);
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_MergesWithCarriageReturns_AreRead()
    {
        using TemporaryFolder folder = Saved();
        folder.Write("merges.txt", "#version: 0.2\r\na b\r\nab c\r\n");
        Assert.Equal([new MergeRule("a", "b"), new MergeRule("ab", "c")], SubwordTokenizer.Load(folder.Path).Merges);
    }

    private static TemporaryFolder Saved()
    {
        var folder = new TemporaryFolder();
        SubwordTokenizer.FromMerges([new("a", "b"), new("ab", "c")]).Save(folder.Path);
        return folder;
    }
}
