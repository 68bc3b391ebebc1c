using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>Searching with held gates.</summary>
public sealed class ClampedModelTests : IDisposable
{
    private static readonly int[][] Sources = [[5, 9, 3, 17], [4], [8, 8, 12, 3, 6, 10]];
    private static readonly SubwordTokenizer Bytes = SubwordTokenizer.FromMerges([]);

    private readonly DisposeScopes _scopes = new();

    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_CellByCell_EqualsTheFusedKernel(string variant)
    {
        using var model = TinyModel.Create(TinyModel.Variants[variant]);
        var fused = Logits(model, FusedRecurrence.Instance);
        var cells = Logits(model, new RecordedRecurrence([]));
        Assert.True(fused.allclose(cells, rtol: 0, atol: 1e-5), $"differs by {(fused - cells).abs().max().item<float>()}");
    }

    [Fact]
    public void Search_NothingHeld_FindsTheSame()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        using var source = TokenBatch.Source(Sources, CPU);
        var options = new SearchOptions { Beam = 3, MaxLength = 8 };
        var expected = new BeamSearch().Search(model, source, options, null, CancellationToken.None);
        var found = new BeamSearch().Search(new ClampedModel(model, []), source, options, null, CancellationToken.None);
        Assert.Equal(expected.Select(each => each.Best.Ids), found.Select(each => each.Best.Ids));
    }

    [Fact]
    public void Search_HeldInABatch_EqualsOneByOne()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var clamped = new ClampedModel(model,
        [
            new(MemorySide.SourceForward, 1, null, Gate.Forget, 0),
            UnitClamp.Off(MemorySide.SourceBackward, 0, 1),
            new(MemorySide.Target, 0, 3, Gate.Candidate, -1),
        ]);
        var options = new SearchOptions { Beam = 3, MaxLength = 8 };
        using var all = TokenBatch.Source(Sources, CPU);
        var together = new BeamSearch().Search(clamped, all, options, null, CancellationToken.None);
        for (var row = 0; row < Sources.Length; row++)
        {
            using var one = TokenBatch.Source([Sources[row]], CPU);
            var alone = new BeamSearch().Search(clamped, one, options, null, CancellationToken.None)[0];
            Assert.Equal(alone.Best.Ids, together[row].Best.Ids);
            Assert.Equal(alone.Best.Score, together[row].Best.Score, 1e-4);
        }
    }

    [Fact]
    public void Step_UnitsHeldInOneLayer_ChangeTheScores()
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var free = Logits(model, FusedRecurrence.Instance);
        foreach (var side in Enum.GetValues<MemorySide>())
        {
            var held = Logits(model, new ClampedRecurrence([UnitClamp.Off(side, 1, null)]));
            Assert.True((free - held).abs().max().item<float>() > 1e-3, $"{side}");
        }
    }

    [Fact]
    public void Translate_WithClamps_SaysSomethingElseAndLeavesTheModelAlone()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var translator = new Translator(network, Bytes, 100, CPU);
        var options = new TranslationOptions { Search = new SearchOptions { MaxLength = 12 } };
        var before = translator.Translate(["a line"], options)[0];

        var held = translator.Translate(["a line"], options with { Clamps = [UnitClamp.Off(MemorySide.Target, 2, null)] })[0];

        Assert.NotEqual(before.Score, held.Score);
        Assert.Equal(before.Score, translator.Translate(["a line"], options)[0].Score);
        Assert.NotEqual(options, options with { Clamps = [UnitClamp.Off(MemorySide.Target, 2, null)] });
    }

    [Fact]
    public void Translate_ClampThatDoesNotFit_IsRefused()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var translator = new Translator(network, Bytes, 100, CPU);
        var options = new TranslationOptions { Clamps = [UnitClamp.Off(MemorySide.SourceForward, 0, 5)] };
        Assert.Contains("found 5", Assert.Throws<NmtException>(() => translator.Translate(["a"], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_EnsembleWithClamps_IsRefused()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var translator = new Translator(new EnsembleModel([network, network], [1, 1], EnsembleSpace.Linear), Bytes, 100, CPU);
        var options = new TranslationOptions { Clamps = [UnitClamp.Off(MemorySide.Target, 0, 0)] };
        Assert.Contains("single network", Assert.Throws<NmtException>(() => translator.Translate(["a"], options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Translate_Ids_AreThoseOfThePieces()
    {
        using var network = TinyModel.Create(TinyModel.Config with { VocabularySize = Bytes.Vocabulary.Count });
        var options = new TranslationOptions { SplitSentences = true, Search = new SearchOptions { MaxLength = 5, NBest = 2 } };
        var found = new Translator(network, Bytes, 100, CPU).Translate(["One. Two."], options)[0];

        Assert.Equal([.. Bytes.Encode("One."), SpecialTokens.Eos, .. Bytes.Encode("Two."), SpecialTokens.Eos], found.SourceIds);
        Assert.All(found.Hypotheses, hypothesis =>
        {
            Assert.Equal(hypothesis.Pieces.Count, hypothesis.Ids.Count);
            Assert.Equal(2, hypothesis.Ids.Count(id => id == SpecialTokens.Eos));
        });
    }

    public void Dispose() => _scopes.Dispose();

    private static Tensor Logits(Seq2SeqModel model, IRecurrence recurrence)
    {
        using var noGradient = no_grad();
        var targetIn = tensor(new long[] { SpecialTokens.Bos, 7, 3, 11 }).unsqueeze(0);
        return model.Logits(model.Features(model.Encode(TokenBatch.Source([Sources[2]], CPU), recurrence), targetIn, recurrence));
    }
}
