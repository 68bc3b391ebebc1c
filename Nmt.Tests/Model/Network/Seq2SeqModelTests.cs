using Nmt.Model.Batching;
using Nmt.Model.Network;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using static TorchSharp.torch;

namespace Nmt.Tests.Model.Network;

/// <summary>What must hold for every variant of the network, whatever its weights.</summary>
public sealed class Seq2SeqModelTests : IDisposable
{
    private static readonly int[][] Sources = [[5, 9, 3, 17], [4], [8, 8, 12, 3, 6, 10]];
    private static readonly long[] Target = [SpecialTokens.Bos, 7, 3, 11, 5];

    private readonly DisposeScopes _scopes = new();

    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_OneByOne_EqualsTeacherForcing(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var source = model.Encode(TokenBatch.Source(Sources, CPU));
        var targetIn = tensor(Target).expand(Sources.Length, Target.Length).contiguous();
        var forced = model.Logits(model.Features(source, targetIn)).log_softmax(-1); // [batch, tgtLen, vocab]

        var state = model.Start(source, 1);
        for (var step = 0; step < Target.Length; step++)
        {
            var output = model.Step(targetIn[.., step], state, source);
            Near(forced.select(1, step), output.LogProbabilities);
            state = output.State;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encode_InABatch_EqualsOneByOne(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var targetIn = tensor(Target).unsqueeze(0);
        var together = model.Logits(model.Features(
            model.Encode(TokenBatch.Source(Sources, CPU)), targetIn.expand(3, Target.Length).contiguous()));
        for (var row = 0; row < Sources.Length; row++)
        {
            var alone = model.Logits(model.Features(model.Encode(TokenBatch.Source([Sources[row]], CPU)), targetIn));
            Near(alone[0], together[row]);
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Encode_WithWhateverStandsOnPadding_GivesTheSame(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var clean = TokenBatch.Source(Sources, CPU);
        var dirty = TokenBatch.Source(Sources, CPU);
        dirty.Ids.masked_fill_(dirty.Mask.logical_not(), 13);
        Assert.False(Same(clean.Ids, dirty.Ids));
        var targetIn = tensor(Target).expand(3, Target.Length).contiguous();

        Near(
            model.Features(model.Encode(clean), targetIn),
            model.Features(model.Encode(dirty), targetIn));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_Attention_SumsToOneAndIgnoresPadding(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var batch = TokenBatch.Source(Sources, CPU);
        var source = model.Encode(batch);
        var output = model.Step(full([3L], SpecialTokens.Bos, dtype: int64), model.Start(source, 1), source);

        Near(ones(3), output.Attention.sum(1));
        Assert.Equal(0, output.Attention.masked_select(batch.Mask.logical_not()).abs().sum().item<float>());
        Near(ones(3), output.LogProbabilities.exp().sum(1));
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Step_WithABeam_TreatsEachRowAsItsOwnHypothesis(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var source = model.Encode(TokenBatch.Source(Sources, CPU));
        long[] pieces = [3, 4, 5, 6, 7, 8]; // two hypotheses for each of three sentences
        var beam = model.Step(tensor(pieces), model.Start(source, 2), source);
        for (var hypothesis = 0; hypothesis < 2; hypothesis++)
        {
            long[] own = [pieces[hypothesis], pieces[2 + hypothesis], pieces[4 + hypothesis]];
            var single = model.Step(tensor(own), model.Start(source, 1), source);
            Near(single.LogProbabilities, beam.LogProbabilities.view(3, 2, -1).select(1, hypothesis));
            Near(single.Attention, beam.Attention.view(3, 2, -1).select(1, hypothesis));
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Features_Backward_ReachesEveryWeight(string variant)
    {
        var model = TinyModel.Create(TinyModel.Variants[variant]);
        var targetIn = tensor(Target).expand(3, Target.Length).contiguous();
        model.Logits(model.Features(model.Encode(TokenBatch.Source(Sources, CPU)), targetIn)).pow(2).sum().backward();

        var untouched = model.named_parameters()
            .Where(entry => entry.parameter.grad is null || entry.parameter.grad.abs().sum().item<float>() == 0)
            .Select(entry => entry.name);
        Assert.Empty(untouched);
    }

    [Fact]
    public void Features_InTraining_AreRandomAndInEvaluationNot()
    {
        var model = TinyModel.Create(TinyModel.Config);
        var targetIn = tensor(Target).expand(3, Target.Length).contiguous();
        Tensor Run() => model.Features(model.Encode(TokenBatch.Source(Sources, CPU)), targetIn);

        Assert.True(Same(Run(), Run()));
        model.train();
        Assert.False(Same(Run(), Run()));
    }

    [Fact]
    public void Initialize_WithOneSeed_GivesOneSetOfWeights()
    {
        var (a, b, c) = (new Seq2SeqModel(TinyModel.Config), new Seq2SeqModel(TinyModel.Config), new Seq2SeqModel(TinyModel.Config));
        a.Initialize(3);
        b.Initialize(3);
        c.Initialize(4);
        Assert.All(a.parameters().Zip(b.parameters()), pair => Assert.True(Same(pair.First, pair.Second)));
        Assert.Contains(a.parameters().Zip(c.parameters()), pair => !Same(pair.First, pair.Second));
    }

    [Fact]
    public void StateDict_Names_AreThoseApproved()
    {
        var found = TinyModel.Create(TinyModel.Config).named_parameters()
            .Select(entry => $"{entry.name} [{string.Join(", ", entry.parameter.shape)}]");
        Assert.Equal(File.ReadAllLines(Golden.PathOf("network", "state-dict.approved.txt")), found);
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 2)]
    [InlineData(false, true, 2)]
    [InlineData(false, false, 3)]
    public void Constructor_TyingOfEmbeddings_HasSoManyMatricesOfTheVocabulary(bool share, bool tie, int expected)
    {
        var model = TinyModel.Create(TinyModel.Config with { ShareEmbeddings = share, TieSoftmax = tie });

        Assert.Equal(expected, model.parameters().Count(parameter => parameter.dim() == 2 && parameter.shape[0] == TinyModel.Config.VocabularySize));
    }

    [Fact]
    public void Encode_OwnEmbeddings_LooksTheSourceUpInItsOwn()
    {
        var model = TinyModel.Create(TinyModel.Variants["own embeddings"]);
        var before = model.Encode(TokenBatch.Source(Sources, CPU)).States;
        using (no_grad())
            model.get_parameter("embedding.weight")!.add_(1.0);
        Near(before, model.Encode(TokenBatch.Source(Sources, CPU)).States);

        using (no_grad())
            model.get_parameter("source_embedding.weight")!.add_(1.0);
        Assert.False(Same(before, model.Encode(TokenBatch.Source(Sources, CPU)).States));
    }

    [Fact]
    public void Constructor_HeadsThatDoNotDivideTheWidths_NamesBoth()
    {
        var faults = (TinyModel.Config with { AttentionHeads = 3 }).Faults(); // 7 units, twice 5 of the encoder

        Assert.Equal(
            ["attentionHeads is 3; expected a divisor of decoderHidden, 7", "attentionHeads is 3; expected a divisor of twice encoderHidden, 10"], faults);
    }

    [Fact]
    public void Constructor_WithFaultyConfig_NamesAllFaults()
    {
        var config = TinyModel.Config with { Dropout = 1, DecoderLayers = 0 };
        var message = Assert.Throws<ArgumentException>(() => new Seq2SeqModel(config)).Message;
        Assert.Contains("dropout is 1", message);
        Assert.Contains("decoderLayers is 0", message);
    }

    [Fact]
    public void Encode_ManyTimes_LeavesNoTensorBehind()
    {
        var model = TinyModel.Create(TinyModel.Config);
        long Live()
        {
            using var batch = TokenBatch.Source(Sources, CPU);
            using var source = model.Encode(batch);
            using var state = model.Start(source, 2);
            return TorchSharp.DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        }

        var first = Live();
        for (var time = 0; time < 20; time++)
            Assert.Equal(first, Live());
    }

    public void Dispose() => _scopes.Dispose();

    private static bool Same(Tensor a, Tensor b) => a.detach().bytes.SequenceEqual(b.detach().bytes);

    private static void Near(Tensor expected, Tensor found) =>
        Assert.True(expected.allclose(found, rtol: 0, atol: 1e-5), $"differs by {(expected - found).abs().max().item<float>()}");
}
