using Nmt.Model.Network;
using static TorchSharp.torch;

namespace Nmt.Tests.Fakes;

/// <summary>Small networks with random weights: real in every part, trained in none.</summary>
internal static class TinyModel
{
    public static readonly ModelConfig Config = new()
    {
        VocabularySize = 19,
        Embedding = 6,
        EncoderHidden = 5,
        EncoderLayers = 3,
        DecoderHidden = 7,
        DecoderLayers = 3,
    };

    /// <summary>The variants whose every property must hold.</summary>
    public static IReadOnlyDictionary<string, ModelConfig> Variants { get; } = new Dictionary<string, ModelConfig>
    {
        ["default"] = Config,
        ["additive"] = Config with { Attention = AttentionKind.Additive },
        ["feeding"] = Config with { InputFeeding = true },
        ["plain"] = Config with { LayerNorm = false, Bridge = BridgeKind.Zero, TieSoftmax = false },
        ["heads"] = Config with { EncoderHidden = 6, DecoderHidden = 8, AttentionHeads = 4 },
        ["additive heads"] = Config with { EncoderHidden = 6, DecoderHidden = 9, AttentionHeads = 3, Attention = AttentionKind.Additive },
        ["fed heads"] = Config with { EncoderHidden = 6, DecoderHidden = 8, AttentionHeads = 2, InputFeeding = true },
        ["own embeddings"] = Config with { ShareEmbeddings = false },
        ["nothing shared"] = Config with { ShareEmbeddings = false, TieSoftmax = false },
        ["shallow"] = Config with { EncoderLayers = 1, DecoderLayers = 1 },
    };

    /// <summary>In evaluation mode; every weight is away from its initial value, so that no term can hide.</summary>
    public static Seq2SeqModel Create(ModelConfig config, long seed = 5)
    {
        var model = new Seq2SeqModel(config);
        model.Initialize(seed);
        using (no_grad())
        using (NewDisposeScope())
        {
            foreach (var parameter in model.parameters())
                parameter.add_(randn_like(parameter) * 0.3);
        }

        model.eval();
        return model;
    }
}
