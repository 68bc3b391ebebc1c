using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Tests.Model;

/// <summary>The scripted model says the source in capitals: whatever is not a lower-case letter it repeats.</summary>
public sealed class TranslatorTests
{
    private static readonly SubwordTokenizer Bytes = SubwordTokenizer.FromMerges([]);
    private static readonly TranslationOptions Options = new();

    [Fact]
    public void Translate_LinesOfAllLengths_EachInItsPlace()
    {
        string[] lines = ["a longer line than the others, by far", "b", "", "three words here", "b"];

        var found = Translate(lines);

        Assert.Equal(["A LONGER LINE THAN THE OTHERS, BY FAR", "B", "", "THREE WORDS HERE", "B"], found.Select(t => t.Text));
        Assert.Equal(lines, found.Select(t => t.Source));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \t ")]
    [InlineData("\ufeff")]
    [InlineData("\u00a0\u0007")]
    public void Translate_BlankLine_OneEmptyHypothesisWithoutTheModel(string line)
    {
        var model = Capitals();
        var found = new Translator(model, Bytes, 100, CPU).Translate([line], Options);

        Assert.Equal("", Assert.Single(found).Text);
        Assert.Equal("", Assert.Single(found[0].Hypotheses).Text);
        Assert.Equal((0, 0.0), (found[0].Segments, found[0].Score));
        Assert.Equal(0, model.Encoded);
    }

    [Fact]
    public void Translate_EqualLines_DecodedOnce()
    {
        var model = Capitals();

        var found = new Translator(model, Bytes, 100, CPU).Translate(["same", " same ", "other", "same"], Options);

        Assert.Equal(["SAME", "SAME", "OTHER", "SAME"], found.Select(t => t.Text));
        Assert.Equal(2, model.Encoded);
    }

    [Fact]
    public void Translate_AnyBatchSize_TheSame()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var translator = new Translator(network, Bytes, 100, CPU);
        string[] lines = ["one", "a second line", "x", "and the third is the longest of them", "four words in five"];
        var options = Options with { Search = new SearchOptions { MaxLength = 12, NBest = 2 } };

        var expected = translator.Translate(lines, options with { BatchSize = 1 });
        foreach (var size in (int[])[2, 3, 50])
        {
            var found = translator.Translate(lines, options with { BatchSize = size });
            Assert.Equal(expected.Select(t => t.Text), found.Select(t => t.Text));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
        }
    }

    [Fact]
    public void Translate_AnyNumberOfWorkers_TheSame()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var translator = new Translator(network, Bytes, 100, CPU);
        string[] lines = [.. Enumerable.Range(0, 40).Select(i => new string((char)('a' + (i % 26)), 1 + (i % 7)) + i)];
        var options = Options with { BatchSize = 3, Search = new SearchOptions { MaxLength = 6 } };

        var expected = translator.Translate(lines, options);
        var found = translator.Translate(lines, options with { Workers = 4 });

        Assert.Equal(expected.Select(t => (t.Source, t.Text, t.Score)), found.Select(t => (t.Source, t.Text, t.Score)));
    }

    [Fact]
    public void Translate_WorkersThatFail_TellTheFaultAlone()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var translator = new Translator(Capitals(), Bytes, 100, CPU);

        Assert.ThrowsAny<OperationCanceledException>(() => translator.Translate(
            ["a", "b", "c"], Options with { BatchSize = 1, Workers = 2 }, token: cancelled.Token));
    }

    [Fact]
    public void Translate_NoWorkers_IsRefused() => Assert.Contains(
        "workers: expected at least 1, found 0.",
        Assert.Throws<NmtException>(() => Translate(["a"], Options with { Workers = 0 })).Message, StringComparison.Ordinal);

    [Fact]
    public void Translate_GreedyOrBeam_SameContract()
    {
        Assert.Equal("HELLO", Translate(["hello"], Options with { Search = new SearchOptions { Beam = 1 } })[0].Text);
    }

    [Fact]
    public void Translate_Hypotheses_ListsArePerPieceWithTheEnd()
    {
        var found = Translate(["abc"], Options with { Search = new SearchOptions { NBest = 3 } })[0];

        Assert.Equal([" ", "a", "b", "c", "</s>"], found.SourcePieces);
        Assert.Equal([" ", "A", "B", "C", "</s>"], found.Hypotheses[0].Pieces);
        Assert.Equal(found.Hypotheses.Count, found.Hypotheses.Select(h => h.Text).Distinct().Count());
        Assert.Equal(found.Hypotheses.OrderByDescending(h => h.Score), found.Hypotheses);
        Assert.All(found.Hypotheses, hypothesis =>
        {
            Assert.Equal(hypothesis.Pieces.Count, hypothesis.PieceLogProbabilities.Count);
            Assert.Equal(hypothesis.Pieces.Count, hypothesis.Attention.Count);
            Assert.All(hypothesis.Attention, row => Assert.Equal(found.SourcePieces.Count, row.Length));
        });
    }

    [Theory]
    [InlineData("Two parts. And this one is longer.", 26)]
    [InlineData("no stop here, only a clause mark", 20)]
    [InlineData("only spaces to cut this line at", 12)]
    [InlineData("oneverylongwordwithoutanyplacetocut", 10)]
    public void Translate_LineLongerThanTheModelTakes_CutAndJoined(string line, int maximum)
    {
        var model = Capitals();

        var found = new Translator(model, Bytes, maximum, CPU).Translate([line, "short"], Options);

        Assert.True(found[0].Segments > 1);
        Assert.Equal(line.ToUpperInvariant().Replace(" ", ""), found[0].Text.Replace(" ", ""));
        Assert.Equal("SHORT", found[1].Text);
        Assert.Equal(found[0].Segments, found[0].SourcePieces.Count(piece => piece == "</s>"));
        Assert.All(found[0].Hypotheses[0].Attention, row => Assert.Equal(1, row.Sum(), 1e-5f));
        Assert.All(found[0].Hypotheses[0].Attention, row => Assert.Equal(found[0].SourcePieces.Count, row.Length));
    }

    [Fact]
    public void Translate_SplitSentences_KeepsTheShapeOfTheText()
    {
        const string Text = "  First one. Second one!\r\n\r\n\tThird (with 3.14 in it)?  Fourth.\n";
        var model = Capitals();

        var found = new Translator(model, Bytes, 100, CPU).Translate([Text], Options with { SplitSentences = true });

        Assert.Equal(Text.ToUpperInvariant(), found[0].Text);
        Assert.Equal(4, found[0].Segments);
        Assert.Equal(4, model.Encoded);
    }

    [Fact]
    public void Translate_SentencesWithoutSpacesBetween_JoinedAsTheTargetIsWritten()
    {
        var split = Options with { SplitSentences = true };

        Assert.Equal("ONE TWO", Translate(["one。two。"], split, DropsWideStops())[0].Text);
        Assert.Equal("ONE。TWO。", Translate(["one。two。"], split)[0].Text); // the translation keeps such stops: no space
    }

    [Fact]
    public void Translate_Progress_WholeTextSoFarAndNoBrokenCharacter()
    {
        const string Line = "naïve 日本 😀 end";
        var updates = new List<TranslationUpdate>();

        var found = new Translator(Capitals(), Bytes, 100, CPU).Translate([Line], Options, updates.Add);

        Assert.All(updates, update => Assert.DoesNotContain('\uFFFD', update.Text));
        Assert.All(updates, update => Assert.StartsWith(update.Text, "NAïVE 日本 😀 END"));
        Assert.Equal(updates.OrderBy(update => update.Step), updates);
        Assert.True(Assert.Single(updates, update => update.Final) == updates[^1]);
        Assert.Equal((found[0].Text, found[0].Score), (updates[^1].Text, updates[^1].Score));
    }

    [Fact]
    public void Translate_ProgressOfManyLines_OneFinalUpdateEach()
    {
        var updates = new List<TranslationUpdate>();
        string[] lines = ["one. two. three.", "four.", "one. two. three.", "", "five. six."];
        var options = Options with { SplitSentences = true, BatchSize = 2 };

        var found = new Translator(Capitals(), Bytes, 100, CPU).Translate(lines, options, updates.Add);

        foreach (var index in (int[])[0, 1, 2, 4])
        {
            var final = Assert.Single(updates, update => update.Index == index && update.Final);
            Assert.Equal(found[index].Text, final.Text);
            Assert.Same(final, updates.Last(update => update.Index == index));
        }
    }

    [Fact]
    public void Translate_LengthCapReached_Reported()
    {
        var options = Options with { Search = new SearchOptions { MaxLength = 3 } };

        var found = Translate(["a long line", "ab"], options);

        Assert.True(found[0].Truncated);
        Assert.False(found[1].Truncated);
        Assert.Equal("A", found[0].Text); // three pieces: the space before the word, A, and the next space
    }

    [Fact]
    public void Translate_Cancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var steps = 0;

        Assert.Throws<OperationCanceledException>(() => new Translator(Capitals(), Bytes, 100, CPU).Translate(
            ["some line"], Options, _ => { if (++steps == 2) cancellation.Cancel(); }, cancellation.Token));

        Assert.Equal(2, steps);
    }

    [Fact]
    public void Translate_ManyTimes_AsManyLiveTensors()
    {
        var translator = new Translator(Capitals(), Bytes, 10, CPU);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var i = 0; i < 3; i++)
            translator.Translate(["a line that is too long", "b", ""], Options, _ => { });
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Translate_OptionsOutOfRange_Error()
    {
        var error = Assert.Throws<NmtException>(() => Translate(["a"], Options with { BatchSize = 0, Search = new SearchOptions { NBest = 9 } }));

        Assert.Contains("batch size: expected at least 1, found 0", error.Message);
        Assert.Contains("n-best: expected 1 to the beam, 5, found 9", error.Message);
    }

    [Fact]
    public void Load_Bundle_Translates()
    {
        using var folder = new TemporaryFolder();
        TinyBundle.Write(folder["model"]);

        using var translator = Translator.Load(folder["model"]);

        Assert.Equal("en", translator.Bundle.Manifest.SourceLanguage);
        Assert.Equal(2, translator.Translate(["hello", "hello world"], Options).Count);
    }

    [Fact]
    public void Load_NoBundle_ErrorNamesTheFolder()
    {
        using var folder = new TemporaryFolder();
        var error = Assert.Throws<NmtException>(() => Translator.Load(folder["nothing"]));
        Assert.Contains(folder["nothing"], error.Message);
    }

    private static IReadOnlyList<Translation> Translate(
        IReadOnlyList<string> lines, TranslationOptions? options = null, ScriptedStepModel? model = null) =>
        new Translator(model ?? Capitals(), Bytes, 100, CPU).Translate(lines, options ?? Options);

    private static ScriptedStepModel Capitals() => Says(source => source);

    private static ScriptedStepModel DropsWideStops()
    {
        var stop = Bytes.Encode("。").Skip(1).ToHashSet();
        return Says(source => [.. source.Where(id => !stop.Contains(id))]);
    }

    // The wanted piece has almost all the probability, the others share the rest unequally, so that there is an n-best list.
    private static ScriptedStepModel Says(Func<int[], int[]> target)
    {
        var small = Bytes.Encode("abcdefghijklmnopqrstuvwxyz");
        var capital = Bytes.Encode("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        var capitals = small.Zip(capital).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        return new ScriptedStepModel(Bytes.Vocabulary.Count, (source, prefix) =>
        {
            var wanted = target(source);
            var weights = new double[Bytes.Vocabulary.Count];
            for (var id = 0; id < weights.Length; id++)
                weights[id] = 1e-4 / (1 + id);
            var next = prefix.Length < wanted.Length ? wanted[prefix.Length] : SpecialTokens.Eos;
            weights[capitals.GetValueOrDefault(next, next)] = 1;
            return weights;
        });
    }
}
