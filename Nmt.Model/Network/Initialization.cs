using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>All initialisation of weights, in one place, seeded.</summary>
internal static class Initialization
{
    /// <summary>
    /// Embeddings normal with variance 1/emb; matrices uniform by Glorot and Bengio 2010; recurrent matrices
    /// orthogonal gate by gate (Saxe et al. 2014); biases 0, but 1 for the forget gate, so that a new memory cell
    /// keeps what it holds (Jozefowicz et al. 2015).
    /// </summary>
    public static void Apply(Seq2SeqModel model, long seed)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        random.manual_seed(seed);
        foreach (var (name, parameter) in model.named_parameters())
            Fill(name, parameter, model.Config);
    }

    private static void Fill(string name, Parameter parameter, ModelConfig config)
    {
        if (name is "embedding.weight" or "source_embedding.weight" or "softmax")
            nn.init.normal_(parameter, 0, 1 / Math.Sqrt(config.Embedding));
        else if (name.Contains("norms."))
            nn.init.constant_(parameter, name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0);
        else if (name.Contains("weight_hh"))
            foreach (var gate in parameter.chunk(4))
                nn.init.orthogonal_(gate);
        else if (name.Contains("bias_ih"))
            FillForgetGate(parameter);
        else if (name.EndsWith("gain", StringComparison.Ordinal))
            nn.init.constant_(parameter, 1 / Math.Sqrt((double)config.DecoderHidden / config.AttentionHeads));
        else if (name.EndsWith("direction", StringComparison.Ordinal))
            nn.init.uniform_(parameter, -0.1, 0.1);
        else if (parameter.dim() == 2)
            nn.init.xavier_uniform_(parameter);
        else
            nn.init.zeros_(parameter);
        if (name is "embedding.weight" or "source_embedding.weight")
            parameter[Text.SpecialTokens.Pad].zero_();
    }

    // Gates lie in PyTorch's order i, f, g, o; bias_hh stays 0, so the sum that the cell sees is exactly 1.
    private static void FillForgetGate(Tensor bias)
    {
        bias.zero_();
        bias.chunk(4)[1].fill_(1);
    }
}
