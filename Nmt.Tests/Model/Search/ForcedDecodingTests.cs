using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using TorchSharp;

namespace Nmt.Tests.Model.Search;

public sealed class ForcedDecodingTests
{
    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Force_BeamSearchsOwnOutput_EqualsWhatItReports(string variant)
    {
        var tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Variants[variant] with { VocabularySize = tokenizer.Vocabulary.Count });
        int[] source = [.. tokenizer.Encode("hello hello lo")];
        using var batch = TokenBatch.Source([source], torch.CPU);
        var options = new SearchOptions { Beam = 3, NBest = 3, MaxLength = 12, KeepUncertainty = true };
        var found = new BeamSearch().Search(model, batch, options, progress: null, CancellationToken.None);

        foreach (var hypothesis in found[0].Hypotheses)
        {
            var steps = ForcedDecoding.Walk(model, batch, hypothesis.Ids, runnersUp: 2, CancellationToken.None);
            Assert.Equal(hypothesis.PieceLogProbabilities.Count, steps.Count);
            for (var i = 0; i < steps.Count; i++)
            {
                Assert.Equal(hypothesis.PieceLogProbabilities[i], steps[i].LogProbability, 1e-4f);
                Assert.Equal(hypothesis.Uncertainty[i].Entropy, steps[i].Uncertainty.Entropy, 1e-3f);
                Assert.Equal(hypothesis.Uncertainty[i].Margin, steps[i].Uncertainty.Margin, 1e-3f);
                Assert.All(hypothesis.Attention[i].Zip(steps[i].Attention), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            }
        }
    }

    [Fact]
    public void Walk_ScriptedModel_NamesTheOthersInTheirOrder()
    {
        // Pad and Bos are the likeliest, but nothing ever follows that way.
        var model = new ScriptedStepModel(6, (_, prefix) => prefix.Length == 0 ? [9, 9, 1, 5, 3, 2] : [9, 9, 4, 1, 1, 2]);
        using var batch = TokenBatch.Source([[3, 4]], torch.CPU);

        var steps = ForcedDecoding.Walk(model, batch, [4], runnersUp: 2, CancellationToken.None);

        Assert.Equal(2, steps.Count);
        Assert.Equal(Math.Log(3 / 29.0), steps[0].LogProbability, 1e-5);
        Assert.Equal([3, 5], steps[0].RunnersUp.Select(other => other.Piece));
        Assert.Equal(Math.Log(5 / 29.0), steps[0].RunnersUp[0].LogProbability, 1e-5);
        Assert.Equal(Math.Log(4 / 26.0), steps[1].LogProbability, 1e-5);
        Assert.Equal(5, steps[1].RunnersUp[0].Piece);
        Assert.Equal(1, steps[0].Attention.Sum(), 1e-5f);
    }

    [Fact]
    public void Walk_Cancelled_StopsBeforeTheNextPiece()
    {
        using var left = new CancellationTokenSource();
        var model = new ScriptedStepModel(6, (_, _) => [1, 1, 1, 1, 1, 1]);
        model.Before[1] = left.Cancel;
        using var batch = TokenBatch.Source([[3]], torch.CPU);
        Assert.Throws<OperationCanceledException>(() => ForcedDecoding.Walk(model, batch, [3, 3, 3], 0, left.Token));
        Assert.Equal(2, model.Steps.Count);
    }

    [Fact]
    public void Force_Texts_HaveSurfacesAndTheEndMark()
    {
        using var folder = new TemporaryFolder();
        TinyBundle.Write(folder["model"]);
        using var translator = Translator.Load(folder["model"]);

        var forced = translator.Force("hello lo", "lo he", runnersUp: 3);

        Assert.Equal(" lo he</s>", string.Concat(forced.Pieces));
        Assert.Equal("</s>", forced.SourcePieces[^1]);
        Assert.All(forced.RunnersUp, others => Assert.Equal(3, others.Count));
        Assert.Equal(forced.Pieces.Count, forced.Attention.Count);
        Assert.Equal(Math.Exp(-forced.LogProbability / forced.Pieces.Count), forced.Perplexity, 1e-9);
        Assert.Equal(["</s>"], translator.Force("hello", "").Pieces);
    }

    [Theory]
    [InlineData("  ", "blank")]
    [InlineData("long", "pieces")]
    public void Force_SourceThatNoModelTakes_SaysWhy(string source, string reason)
    {
        using var folder = new TemporaryFolder();
        TinyBundle.Write(folder["model"]);
        using var translator = Translator.Load(folder["model"]);
        var text = source == "long" ? string.Concat(Enumerable.Repeat("x y z ", 2_000)) : source;
        Assert.Contains(reason, Assert.Throws<NmtException>(() => translator.Force(text, "lo")).Message, StringComparison.Ordinal);
    }
}
