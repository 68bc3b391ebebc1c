using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Search;

public sealed class ForcedAttentionTests
{
    private static readonly int[][] Sentences = [[5, 9, 3, 17], [4], [8, 8, 12, 3, 6, 10], [11, 7]];
    private static readonly ForcedAttention[] Looks = [new(1, 3), new(2, 0), new(40, 1)];

    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    public static TheoryData<string> Searches => ["greedy", "beam", "groups", "sampling"];

    [Theory]
    [InlineData(AttentionKind.Dot)]
    [InlineData(AttentionKind.Additive)]
    public void Look_AtOnePositionAlone_ContextIsItsAnnotationToTheLastBit(AttentionKind kind)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var config = TinyModel.Config with { Attention = kind };
        var attention = new Attention(config);
        var annotations = randn(2, 5, config.Context);
        var source = new EncodedSource(annotations, attention.Keys(annotations), ones(2, 5).gt(0), annotations.mean([1]));

        var (context, weights) = attention.Look(randn(6, 1, config.DecoderHidden), source.Seeing(Only(3, 0))); // a beam of 3

        for (var row = 0; row < 6; row++)
        {
            var position = row < 3 ? 3 : 0;
            Assert.Equal(Values(annotations[row / 3, position]), Values(context[row, 0]));
            Assert.Equal(Enumerable.Range(0, 5).Select(place => place == position ? 1f : 0f), Values(weights[row, 0]));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Greedy_Forced_EqualsTheStepsByHand(string variant)
    {
        using var model = TinyModel.Create(TinyModel.Variants[variant]);
        var options = new SearchOptions { Beam = 1, MaxLengthOffset = 6, MinLength = 4 };
        var found = Run("greedy", model, options, [Sentences[0]], [new ForcedAttention(1, 3), new ForcedAttention(2, 0)])[0].Best;

        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var source = model.Encode(TokenBatch.Source([Sentences[0]], CPU));
        var state = model.Start(source, 1);
        var previous = tensor(new long[] { SpecialTokens.Bos });
        for (var step = 0; step < found.PieceLogProbabilities.Count; step++)
        {
            var seen = step switch { 1 => source.Seeing(Only(3)), 2 => source.Seeing(Only(0)), _ => source };
            var output = model.Step(previous, state, seen);
            var piece = step < found.Ids.Count ? found.Ids[step] : SpecialTokens.Eos;
            Assert.Equal(output.LogProbabilities[0, piece].item<float>(), found.PieceLogProbabilities[step], 1e-6f);
            Assert.Equal(Values(output.Attention[0]), found.Attention[step], (x, y) => Math.Abs(x - y) < 1e-6f);
            (state, previous) = (output.State, tensor(new long[] { piece }));
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_Forced_EveryHypothesisLooksThere(string search)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        foreach (var hypothesis in Run(search, model, Options(search), [Sentences[0]], Looks)[0].Hypotheses)
        {
            Assert.Equal([0, 0, 0, 1, 0], hypothesis.Attention[1]);
            Assert.Equal([1, 0, 0, 0, 0], hypothesis.Attention[2]);
            Assert.All(hypothesis.Attention.Where((_, step) => step is not (1 or 2)), row => Assert.True(row.Max() < 0.9999f));
        }
    }

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_Forced_IsItsOwnInAnyBatch(string search)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var together = Run(search, model, Options(search), Sentences, Looks, [], [new(0, 6)], [new(2, 2), new(2, 1)]);

        AssertSame(Run(search, model, Options(search), [Sentences[0]], Looks)[0], together[0]);
        AssertSame(Run(search, model, Options(search), [Sentences[2]], [new ForcedAttention(0, 6)])[0], together[2]);
        AssertSame(Run(search, model, Options(search), [Sentences[3]], [new ForcedAttention(2, 1)])[0], together[3]);

        // A draw's random source is that of its sentence's ids, so a free sentence is as it would be without the others.
        AssertSame(Run(search, model, Options(search), [Sentences[1]], [])[0], together[1]);
    }

    [Fact]
    public void Search_Forced_ChangesWhatIsSaid()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var free = Run("beam", model, Options("beam"), [Sentences[2]], [])[0].Best;
        var forced = Run("beam", model, Options("beam"), [Sentences[2]], [new ForcedAttention(0, 0)])[0].Best;
        Assert.NotEqual(free.LogProbability, forced.LogProbability);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, -1)]
    [InlineData(0, 5)]
    public void Search_NoSuchPlace_SaysWhatThereIs(int step, int position)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var fault = Assert.Throws<NmtException>(() => Run("beam", model, Options("beam"), [Sentences[0]], [new ForcedAttention(step, position)]));
        Assert.Contains($"0 to 4, found step {step}, position {position}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_TwoSentences_OnlyTheNamedOneIsForced()
    {
        var tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count });
        using var translator = new Translator(model, tokenizer, 400, CPU);
        var options = new TranslationOptions { Search = new() { MaxLengthOffset = 4, MinLength = 2 }, SplitSentences = true };
        const string Text = "Hello. Hello.";

        var free = translator.Translate([Text], options)[0];
        var forced = translator.Translate([Text], options with { ForcedAttention = [new(1, 2) { Segment = 1 }] })[0];

        var columns = forced.SourcePieces.Count / 2;
        var rows = free.Hypotheses[0].Pieces.ToList().IndexOf("</s>") + 1;
        Assert.Equal((2, free.SourcePieces.Count), (forced.Segments, forced.SourcePieces.Count));
        Assert.Equal(free.Hypotheses[0].Pieces.Take(rows), forced.Hypotheses[0].Pieces.Take(rows));
        Assert.DoesNotContain(1f, forced.Hypotheses[0].Attention[1]);
        Assert.Equal(columns + 2, Array.IndexOf(forced.Hypotheses[0].Attention[rows + 1], 1f));
    }

    [Fact]
    public void Translate_Forced_NegativePlace_IsAFaultOfTheOptions()
    {
        var options = new TranslationOptions { ForcedAttention = [new(-1, 0)] };
        Assert.Contains("forced attention", Assert.Single(options.Faults()), StringComparison.Ordinal);
    }

    private static SearchOptions Options(string search)
    {
        var options = new SearchOptions { Beam = 4, NBest = 4, MaxLengthRatio = 0.5, MaxLengthOffset = 8, MinLength = 3 };
        return search switch
        {
            "greedy" => options with { Beam = 1, NBest = 1 },
            "groups" => options with { Groups = 2 },
            "sampling" => options with { Sampling = new() { Seed = 3 } },
            _ => options,
        };
    }

    private static IReadOnlyList<SearchResult> Run(
        string search, IStepModel model, SearchOptions options, IReadOnlyList<int[]> sentences, params ForcedAttention[][] forced) =>
        SearchCase.Run(
            search switch { "greedy" => new GreedySearch(), "sampling" => new SamplingSearch(), _ => new BeamSearch() },
            model,
            options with { Demands = [.. forced.Select(looks => new SentenceDemands { Attention = looks })] },
            sentences);

    /// <summary>One position of five a sentence.</summary>
    private static Tensor Only(params int[] places)
    {
        bool[] visible = [.. places.SelectMany(place => Enumerable.Range(0, 5).Select(i => i == place))];
        return tensor(visible, [places.Length, 5]);
    }

    private static float[] Values(Tensor row) => row.contiguous().data<float>().ToArray();

    private static void AssertSame(SearchResult expected, SearchResult found)
    {
        Assert.Equal(expected.Hypotheses.Select(each => string.Join(' ', each.Ids)), found.Hypotheses.Select(each => string.Join(' ', each.Ids)));
        Assert.Equal(expected.Hypotheses.Select(each => each.Score), found.Hypotheses.Select(each => each.Score), (x, y) => Math.Abs(x - y) < 1e-5);
    }
}
