using System.Text.Json.Nodes;
using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model;

/// <summary>A model of several directions: what it reads before a text, and what is shown of that.</summary>
public sealed class JoinedModelTests : IDisposable
{
    private static readonly TranslationOptions Options =
        new() { Search = new SearchOptions { Beam = 3, NBest = 2, MaxLength = 8, KeepAttention = true, TraceNodes = 50 } };

    private readonly DisposeScopes _scopes = new();
    private readonly TemporaryFolder _folder = new();
    private readonly Translator _translator;

    public JoinedModelTests()
    {
        TinyBundle.Join(_folder["all"], new("en", "de"), new("en", "fr"));
        _translator = Translator.Load(_folder["all"]);
    }

    public void Dispose()
    {
        _translator.Dispose();
        _folder.Dispose();
        _scopes.Dispose();
    }

    [Fact]
    public void Translate_TwoDirectionsInABatch_EachAsAlone()
    {
        SourceLine[] lines = [Line("hello lo", "de"), Line("he", "fr"), Line("hello lo", "fr"), Line("", "de"), Line("lo hello he", "de")];
        var together = _translator.Translate(lines, Options);

        foreach (var (line, found) in lines.Zip(together))
        {
            var alone = _translator.Translate([line.Text], Options with { TargetLanguage = line.Into })[0];
            Assert.Equal(alone.Hypotheses.Select(each => each.Text), found.Hypotheses.Select(each => each.Text));
            Assert.Equal(alone.Hypotheses[0].LogProbability, found.Hypotheses[0].LogProbability, 1e-4);
        }

        Assert.NotEqual(together[0].Hypotheses[0].LogProbability, together[2].Hypotheses[0].LogProbability, 1e-4);
    }

    [Fact]
    public void Translate_Tag_IsReadAndNotShown()
    {
        var found = _translator.Translate([Line("hello lo", "fr")], Options)[0];
        var tokenizer = _translator.Bundle.Tokenizer;
        int[] pieces = [.. tokenizer.Encode("hello lo")];
        int[] tag = [.. tokenizer.TagFor("fr")];
        using var batch = TokenBatch.Source([[.. tag, .. pieces]], CPU);
        var raw = new BeamSearch().Search(_translator.Bundle.Model, batch, Options.Search, null, CancellationToken.None)[0].Hypotheses[0];

        Assert.Equal([.. tokenizer.Surface(pieces), "</s>"], found.SourcePieces);
        Assert.Equal(pieces, found.SourceIds.SkipLast(1));
        Assert.Equal(tag, found.SourceTag);
        Assert.Equal(found.SourcePieces, Assert.Single(found.Traces).SourcePieces);
        Assert.Equal(raw.Ids, found.Hypotheses[0].Ids.SkipLast(1));
        foreach (var (whole, shown) in raw.Attention.Zip(found.Hypotheses[0].Attention))
        {
            Assert.Equal(whole[1..], shown);
            Assert.Equal(1 - whole[0], shown.Sum(), 1e-5f);
        }
    }

    [Fact]
    public void Translate_TextOfSentences_LaysOutTheAttentionWithoutTheTags()
    {
        var found = _translator.Translate([Line("Hello lo. He lo.", "de")], Options with { SplitSentences = true })[0];
        Assert.Equal(2, found.Segments);
        Assert.All(found.Hypotheses[0].Attention, row => Assert.Equal(found.SourcePieces.Count, row.Length));
        Assert.Equal(0, found.Hypotheses[0].Attention[0][^1]); // the second sentence is not the first one's
        Assert.NotEqual(0, found.Hypotheses[0].Attention[^1][^1]);
    }

    [Fact]
    public void Translate_ForcedAttention_CountsTheTextsPieces()
    {
        var forced = Options with { ForcedAttention = [new(0, 0)] };
        var row = _translator.Translate([Line("hello lo", "de")], forced)[0].Hypotheses[0].Attention[0];
        Assert.Equal(1, row[0], 1e-6f);

        var beyond = forced with { ForcedAttention = [new(0, 9)] };
        var message = Assert.Throws<NmtException>(() => _translator.Translate([Line("hello", "de")], beyond)).Message;
        Assert.Contains("source position from 0 to 1, found step 0, position 9", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_OfWhatWasFound_HasItsProbabilityInThatDirectionOnly()
    {
        var found = _translator.Translate([Line("hello lo", "de")], Options)[0].Hypotheses.First(each => each.Ids[^1] == 2);
        var (de, fr) = (_translator.Force("hello lo", found.Text, into: "de"), _translator.Force("hello lo", found.Text, into: "fr"));
        Assert.NotEqual(de.LogProbability, fr.LogProbability, 1e-4);
        Assert.Equal(_translator.Bundle.Tokenizer.Encode("hello lo").Count + 1, de.SourcePieces.Count);
        Assert.All(de.Attention, row => Assert.Equal(de.SourcePieces.Count, row.Length));
        Assert.Throws<NmtException>(() => _translator.Force("hello lo", found.Text));
    }

    [Fact]
    public void Translate_ModelOfOneDirection_MayBeToldItsLanguageAndNoOther()
    {
        TinyBundle.Write(_folder["one"]);
        using var one = Translator.Load(_folder["one"]);
        Assert.Equal(one.Translate(["hello"], Options)[0].Text, one.Translate([Line("hello", "de")], Options)[0].Text);
        Assert.Throws<NmtException>(() => one.Translate([Line("hello", "fr")], Options));
        one.Bundle.CheckDirections();
    }

    [Fact]
    public void Manifest_Directions_AreKeptAndOneIsImplied()
    {
        Assert.Equal([new("en", "de"), new("en", "fr")], ModelManifest.Read(_folder["all"]).Directions);
        TinyBundle.Write(_folder["one"]);
        Assert.Equal([new("en", "de")], ModelManifest.Read(_folder["one"]).Directions);
        _translator.Bundle.CheckDirections();
    }

    [Theory]
    [InlineData("all", "[]", "each into one of de, fr, found mul-mul. Write them into the file")]
    [InlineData("all", """[{"source":"en","target":"it"}]""", "each into one of de, fr, found en-it")]
    [InlineData("one", """[{"source":"en","target":"de"},{"source":"en","target":"fr"}]""", "expected one, since the vocabulary has no tags of target languages, found en-de, en-fr")]
    [InlineData("all", """[{"source":"en","target":""}]""", "directions: expected a source and a target language each")]
    [InlineData("all", "[null]", "directions: expected a source and a target language each")]
    public void CheckDirections_OfWhatTheModelCannotDo_SaysWhatIsExpected(string model, string directions, string expected)
    {
        TinyBundle.Write(_folder["one"]);
        var path = Path.Combine(_folder[model], ModelManifest.FileName);
        var manifest = JsonNode.Parse(File.ReadAllText(path))!;
        manifest["directions"] = JsonNode.Parse(directions);
        File.WriteAllText(path, manifest.ToJsonString());
        var message = Assert.Throws<NmtException>(() =>
        {
            using var bundle = ModelBundle.Load(_folder[model], CPU);
            bundle.CheckDirections();
        }).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.StartsWith(path, message, StringComparison.Ordinal);
    }

    private static SourceLine Line(string text, string into) => new(text, LineConstraints.None) { Into = into };
}
