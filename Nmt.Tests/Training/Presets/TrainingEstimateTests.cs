using System.Globalization;
using Nmt.Model.Network;
using Nmt.Training.Learning;
using Nmt.Training.Presets;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Presets;

public sealed class TrainingEstimateTests
{
    private static readonly CorpusSize Multi30k = new(28_995, 427_740 + 28_995, 448_451 + 28_995, 6_000);

    public static TheoryData<ModelConfig> Networks =>
    [
        new ModelConfig { VocabularySize = 300 },
        new ModelConfig { VocabularySize = 300, Embedding = 24, EncoderHidden = 10, EncoderLayers = 1, DecoderHidden = 16, DecoderLayers = 1 },
        new ModelConfig { VocabularySize = 50, Embedding = 12, EncoderHidden = 7, EncoderLayers = 3, DecoderHidden = 9, DecoderLayers = 4, TieSoftmax = false, LayerNorm = false },
        new ModelConfig { VocabularySize = 50, Attention = AttentionKind.Additive, Bridge = BridgeKind.Zero, InputFeeding = true },
        new ModelConfig { VocabularySize = 50, AttentionHeads = 4, ShareEmbeddings = false },
        new ModelConfig { VocabularySize = 50, AttentionHeads = 2, Attention = AttentionKind.Additive, ShareEmbeddings = false, TieSoftmax = false },
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void NetworkSize_OfAConfiguration_IsThatOfTheNetwork(ModelConfig config)
    {
        using var scope = NewDisposeScope();
        using var model = new Seq2SeqModel(config);
        Assert.Equal(model.parameters().Sum(parameter => parameter.numel()), NetworkSize.Of(config).Parameters);
    }

    /// <summary>Multi30k with Configs/pairs-30k.json's sizes on two cores: 340 steps an epoch, at most 714 MB, 5,513,072 parameters.</summary>
    [Fact]
    public void Of_Multi30k_IsNearTheMeasuredRun()
    {
        var estimate = TrainingEstimate.Of(new TrainingConfig(), Multi30k);
        Assert.Equal(5_513_072, estimate.Network.Parameters);
        Assert.InRange(estimate.StepsAnEpoch, 330, 350);
        Assert.InRange(estimate.MemoryBytes, 0.75 * (714 << 20), 1.25 * (714 << 20));
    }

    /// <summary>Tatoeba German-English with the preset of its size on two cores: 556 steps an epoch, at most 1,613 MB, 17,952,944 parameters.</summary>
    [Fact]
    public void Of_Tatoeba_IsNearTheMeasuredRun()
    {
        TrainingConfig config = TrainingConfig.Read(Preset.For(163_855).Config, []);
        var estimate = TrainingEstimate.Of(config, new CorpusSize(163_855, 1_410_633 + 163_855, 1_304_098 + 163_855, 14_000));
        Assert.Equal(17_952_944, estimate.Network.Parameters);
        Assert.InRange(estimate.StepsAnEpoch, 540, 572);
        Assert.InRange(estimate.MemoryBytes, 0.75 * (1613 << 20), 1.25 * (1613 << 20));
    }

    [Fact]
    public void TimeAnEpoch_TwiceTheSpeed_IsHalf()
    {
        var estimate = TrainingEstimate.Of(new TrainingConfig(), Multi30k);
        Assert.Equal(estimate.TimeAnEpoch(1e11) / 2, estimate.TimeAnEpoch(2e11));
        Assert.StartsWith("estimate: 5.5 M parameters, about 0.", estimate.Describe(2e11, 16), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_RDrop_TakesTwicePassesForTheSameSteps()
    {
        var (once, twice) = (TrainingEstimate.Of(new TrainingConfig(), Multi30k), TrainingEstimate.Of(new TrainingConfig { Regularisation = new RegularisationConfig { RDrop = 5 } }, Multi30k));
        Assert.Equal((once.StepsAnEpoch, 2 * once.OperationsAnEpoch), (twice.StepsAnEpoch, twice.OperationsAnEpoch));
        Assert.InRange(twice.MemoryBytes, 0.75 * (1446 << 20), 1.25 * (1446 << 20)); // measured with Configs/multi30k.json, 20 steps
    }

    [Fact]
    public void Refusal_RunThatFits_IsNull() => Assert.Null(TrainingEstimate.Refusal(new TrainingConfig(), Multi30k, 4_000_000_000));

    [Fact]
    public void Refusal_BatchTooLarge_NamesOneThatFits()
    {
        var config = new TrainingConfig { Batches = new BatchConfig { Tokens = 100_000 } };
        string refusal = TrainingEstimate.Refusal(config, Multi30k, 2_000_000_000)!;
        Assert.Contains("2.0 GB are free", refusal, StringComparison.Ordinal);
        int tokens = int.Parse(refusal.Split("batches.tokens=")[1].Split(' ')[0], CultureInfo.InvariantCulture);
        Assert.Null(TrainingEstimate.Refusal(config with { Batches = new BatchConfig { Tokens = tokens } }, Multi30k, 2_000_000_000));
        Assert.NotNull(TrainingEstimate.Refusal(config with { Batches = new BatchConfig { Tokens = 2 * tokens } }, Multi30k, 2_000_000_000));
    }

    [Fact]
    public void Refusal_NetworkTooLarge_SaysToTakeASmallerOne()
    {
        TrainingConfig large = TrainingConfig.Read(Preset.Named("pairs-1m")!.Config, []);
        Assert.Contains("smaller preset", TrainingEstimate.Refusal(large, Multi30k with { Vocabulary = 32_000 }, 1_000_000_000), StringComparison.Ordinal);
    }

    [Fact]
    public void Measure_ThisMachine_IsASpeed() => Assert.InRange(MatrixSpeed.Measure(CPU, TimeProvider.System), 1e6, 1e16);

    [Fact]
    public void Free_ThisMachine_HasSome() => Assert.InRange(MachineMemory.Free(), 1 << 20, long.MaxValue);
}
