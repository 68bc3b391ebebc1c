using System.Text.Json;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using Nmt.Training.Commands;

namespace Nmt.Tests.Training.Commands;

/// <summary>The controls of the search, from the command line to what is written. The model has random weights.</summary>
public sealed class TranslateControlsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TranslateControlsTests() => TinyBundle.Write(Model);

    private string Model => _folder["model"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--normalization gnmt --coverage-penalty 0.2 --word-reward 0.1")]
    [InlineData("--prune-relative 0.1 --prune-absolute 2 --min-length 3 --no-repeat-ngram 2")]
    [InlineData("--beam 6 --beam-groups 3 --diversity 0.7")]
    [InlineData("--sample --temperature 0.8 --top-k 9 --top-p 0.9 --seed 4")]
    [InlineData("--mbr chrf")]
    [InlineData("--mbr bleu --sample --mbr-candidates 8")]
    [InlineData("--beam 1 --avoid hello --prefix he")]
    [InlineData("--copy numbers urls emails names marked")]
    public async Task Controls_OneLineOutForOneLineIn_AndTheSameAgain(string options)
    {
        var run = await TranslateAsync("hello\n\nhello lo 42\n", options.Split(' '));
        var again = await TranslateAsync("hello\n\nhello lo 42\n", options.Split(' '));

        Assert.Equal((0, 3), (run.ExitCode, run.Out.Count(character => character == '\n')));
        Assert.Equal(run.Out, again.Out);
    }

    [Fact]
    public async Task Constraints_OfEachLine_AreMet()
    {
        var file = _folder.Write("c.jsonl", "{\"prefix\": \"Gu\"}\n\n{\"require\": [\"hello lo\"], \"avoid\": [\"x\"]}\n");

        var lines = (await TranslateAsync("he\nhe\nhe\n", "--constraints", file, "--require", "ol")).Out.Split('\n');

        Assert.StartsWith("Gu", lines[0], StringComparison.Ordinal);
        Assert.Contains("hello lo", lines[2], StringComparison.Ordinal);
        Assert.All(lines[..3], line => Assert.Contains("ol", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Glossary_AndCopies_StandInTheTranslation()
    {
        var glossary = _folder.Write("g.tsv", "hello\tgrüß Gott\n");

        var lines = (await TranslateAsync("hello you\nhe\nmail a.b@c.org 3,5\n", "--glossary", glossary, "--copy", "emails", "numbers")).Out.Split('\n');

        Assert.Contains("grüß Gott", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("grüß Gott", lines[1], StringComparison.Ordinal);
        Assert.Contains("a.b@c.org", lines[2], StringComparison.Ordinal);
        Assert.Contains("3,5", lines[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"prefix\": 3}\n", "c.jsonl, line 1: expected an object with \"prefix\"")]
    [InlineData("\n{\"requires\": [\"a\"]}\n", "c.jsonl, line 2: expected an object")]
    [InlineData("\n", "c.jsonl: has 1 lines, but the input has more")]
    [InlineData("\n\n\n", "c.jsonl: has more lines than the input, which has 2")]
    [InlineData("\n{\"require\": [\"a b\"], \"avoid\": [\"b\"]}\n", "'lo': 'b' is forbidden, but the required phrase 'a b' contains it")]
    [InlineData("\n{\"require\": [\"a very long phrase\"]}\n", "'lo': What the translation must contain")]
    public async Task Constraints_ThatCannotBe_ErrorAndNoFileLeft(string constraints, string expected)
    {
        var run = await TranslateAsync("he\nlo\n", "--constraints", _folder.Write("c.jsonl", constraints), "--max-length", "9",
            "--output", _folder["out.txt"], "--alignments", _folder["out.align"], "--trace", _folder["out.trace"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Empty(Directory.GetFiles(_folder[""], "*out*"));
    }

    [Theory]
    [InlineData("--temperature 2", "--temperature: it is for draws; give --sample")]
    [InlineData("--seed 2", "--seed: it is for draws")]
    [InlineData("--sample --beam 3", "--beam: --sample has no beam")]
    [InlineData("--diversity 1", "--diversity: it is for groups of the beam")]
    [InlineData("--beam-groups 2", "beam groups: expected a divisor of the beam, 5, found 2")]
    [InlineData("--normalization none --length-penalty 1", "--length-penalty: with --normalization none")]
    [InlineData("--min-length 9 --max-length 3", "minimum length: expected at most the maximum length, 3, found 9")]
    [InlineData("--beam 1 --require a", "glossary, copied and required phrases: expected plain beam search")]
    [InlineData("--sample --copy numbers", "glossary, copied and required phrases: expected plain beam search")]
    [InlineData("--require a --avoid a", "--require, --avoid: 'a' is given for both")]
    [InlineData("--mbr-candidates 5", "--mbr-candidates: it is for --mbr")]
    [InlineData("--mbr chrf --mbr-candidates 9", "n-best: expected 1 to the beam, 5, found 9")]
    [InlineData("--mbr ter", "'ter'")]
    [InlineData("--reverse-weight 1", "--reverse-weight: it is for --reverse")]
    [InlineData("--reverse other --reverse-weight 0", "--reverse-weight: expected a number above 0, found 0")]
    [InlineData("--reverse other --mbr chrf", "--reverse, --mbr: expected one of them")]
    [InlineData("--reverse other --sample", "--reverse: expected a beam of at least 2")]
    [InlineData("--reverse other --beam 1", "--reverse: expected a beam of at least 2")]
    [InlineData("--reverse other --normalization gnmt", "--reverse: expected --normalization average")]
    [InlineData("--ensemble-weights 1", "--ensemble-weights, --ensemble-space: they are for several models")]
    [InlineData("--ensemble other --ensemble-weights 1", "ensemble weights: expected one for each of the 2 bundles, found 1")]
    [InlineData("--ensemble other --ensemble-weights 1,x", "ensemble weights: expected numbers above 0, found NaN")]
    [InlineData("--explain", "--explain: only JSON has room for it")]
    [InlineData("--trace-nodes 5", "--trace-nodes: it is for --trace")]
    [InlineData("--sample --trace t", "search trace and sampling: expected one of them")]
    [InlineData("--output same --trace same", "is given twice")]
    [InlineData("--document text --prefix a", "--prefix: it is for lines")]
    [InlineData("--copy everything", "'everything'")]
    public async Task Options_ThatContradict_WrongUsage(string options, string expected)
    {
        var run = await TranslateAsync("hello\n", options.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(expected, run.Error);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task Ensemble_OfEqualModels_IsTheModel()
    {
        var alone = await TranslateAsync("hello\n");
        var together = await TranslateAsync("hello\n", "--ensemble", Model, "--ensemble-weights", "3,1", "--ensemble-space", "log");

        Assert.Equal(alone.Out, together.Out);
    }

    [Fact]
    public async Task Ensemble_OtherVocabulary_ErrorNamesBoth()
    {
        var other = _folder["other"];
        var tokenizer = SubwordTokenizer.FromMerges([new("h", "e"), new("l", "a"), new("he", "l"), new("hel", "la"), new("\u0120", "hella")]);
        using (var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count }))
            TinyBundle.Save(other, model, tokenizer, "en", "de");

        var run = await TranslateAsync("hello\n", "--ensemble", other);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{Model} and {other} have different vocabularies: piece 260 is 'lo' in one and 'la' in the other", run.Error);
    }

    [Fact]
    public async Task Mbr_Json_RankedByUtility()
    {
        var run = await TranslateAsync("hello\n", "--mbr", "chrf", "--n-best", "3", "--format", "json", "--beam", "8");

        var utilities = JsonDocument.Parse(run.Out).RootElement.GetProperty("hypotheses").EnumerateArray().Select(found => found.GetProperty("utility").GetDouble()).ToList();
        Assert.InRange(utilities.Count, 2, 3);
        Assert.Equal(utilities.OrderDescending(), utilities);
    }

    [Fact]
    public async Task Reverse_Json_RankedByBothDirections()
    {
        TinyBundle.Write(_folder["back"], "de", "en", seed: 8);
        string[] asked = ["--beam", "8", "--format", "json", "--n-best"];

        var run = await TranslateAsync("hello\n\nhello lo\n", [.. asked, "3", "--reverse", _folder["back"], "--reverse-weight", "2"]);

        var best = (await TranslateAsync("hello\n\nhello lo\n", [.. asked, "3"])).Out.Split('\n');
        var all = (await TranslateAsync("hello\n\nhello lo\n", [.. asked, "8", "--reverse", _folder["back"], "--reverse-weight", "2"])).Out.Split('\n');
        var lines = run.Out.Split('\n');
        Assert.Equal((0, 4), (run.ExitCode, lines.Length));
        foreach (var i in (int[])[0, 2])
        {
            var ranked = Found(lines[i]);
            var values = ranked.Select(found => found.GetProperty("score").GetDouble() + (2 * found.GetProperty("reverseScore").GetDouble())).ToList();
            Assert.Equal(values.OrderDescending(), values);
            Assert.Equal(Found(all[i])[..3].Select(Text), ranked.Select(Text));
        }

        Assert.Contains((int[])[0, 2], i => !Found(lines[i]).Select(Text).Order().SequenceEqual(Found(best[i]).Select(Text).Order()));

        static List<JsonElement> Found(string line) => [.. JsonDocument.Parse(line).RootElement.GetProperty("hypotheses").EnumerateArray()];
        static string Text(JsonElement found) => found.GetProperty("text").GetString()!;
    }

    [Fact]
    public async Task Reverse_AnyNumberOfWorkersAndAnyBatch_TheSameText()
    {
        TinyBundle.Write(_folder["back"], "de", "en", seed: 8);
        var input = string.Concat(Enumerable.Range(1, 24).Select(i => string.Join(' ', Enumerable.Repeat("hello lo", i)) + "\n"));
        string[] asked = ["--reverse", _folder["back"], "--reverse-weight", "20", "--max-length", "6"];

        var together = await TranslateAsync(input, [.. asked, "--threads", "1"]);
        var apart = await TranslateAsync(input, [.. asked, "--threads", "4", "--batch-size", "1"]);

        Assert.Equal((0, 24), (together.ExitCode, together.Out.Count(character => character == '\n')));
        Assert.Equal(together.Out, apart.Out);
        Assert.NotEqual((await TranslateAsync(input, "--max-length", "6")).Out, together.Out);
    }

    [Fact]
    public async Task Reverse_SameDirection_Error()
    {
        var run = await TranslateAsync("hello\n", "--reverse", Model);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"--reverse {Model}: expected a model that translates de-en", run.Error);
    }

    [Fact]
    public async Task Explain_Json_EveryPieceWithItsDoubt()
    {
        var run = await TranslateAsync("hello lo\n", "--explain", "--format", "json");

        var best = JsonDocument.Parse(run.Out).RootElement.GetProperty("hypotheses")[0];
        var pieces = best.GetProperty("pieces").EnumerateArray().ToList();
        Assert.Equal("</s>", pieces[^1].GetProperty("text").GetString());
        Assert.All(pieces, piece => Assert.Equal(["text", "logProbability", "entropy", "margin"], piece.EnumerateObject().Select(field => field.Name)));
        Assert.Equal(best.GetProperty("logProbability").GetDouble(), pieces.Sum(piece => piece.GetProperty("logProbability").GetDouble()), 1e-4);
        Assert.Matches("^[0-9]+-0", best.GetProperty("alignment").GetString()!);
    }

    [Fact]
    public async Task Alignments_AFile_OneLineALine()
    {
        await TranslateAsync("hello lo\n\nlo\n", "--alignments", _folder["a.txt"]);

        var lines = await File.ReadAllLinesAsync(_folder["a.txt"]);
        Assert.Equal(3, lines.Length);
        Assert.Matches("^[01]-0( [01]-[0-9]+)*$", lines[0]);
        Assert.Equal("", lines[1]);
    }

    [Fact]
    public async Task Trace_AFile_AsTheSchemaSays()
    {
        var run = await TranslateAsync("hello lo\n\nlo\n", "--trace", _folder["t.jsonl"], "--trace-nodes", "50");

        var traces = (await File.ReadAllLinesAsync(_folder["t.jsonl"])).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([0, 2], traces.Select(trace => trace.GetProperty("line").GetInt32()));
        Assert.Equal((await TranslateAsync("hello lo\n\nlo\n")).Out, run.Out);
        Assert.All(traces, trace =>
        {
            Assert.Equal(["version", "line", "segment", "sourcePieces", "complete", "nodes"], trace.EnumerateObject().Select(field => field.Name));
            var nodes = trace.GetProperty("nodes").EnumerateArray().ToList();
            Assert.True(nodes.Count <= 50);
            Assert.All(nodes, node => Assert.Equal(["id", "parent", "step", "piece", "text", "logProbability", "sum", "score", "fate"], node.EnumerateObject().Select(field => field.Name)));
        });
    }

    private Task<VerbRun> TranslateAsync(string input, params string[] options) => VerbRun.OfAsync(
        TranslateCommand.Create, ["--model", Model, "--input", _folder.Write("in.txt", input), .. options]);
}
