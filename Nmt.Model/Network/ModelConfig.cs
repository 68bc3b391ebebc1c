namespace Nmt.Model.Network;

/// <summary>How a decoder state is compared with the source.</summary>
public enum AttentionKind
{
    /// <summary>Scaled multiplicative: two batched products. Luong et al. 2015, arXiv 1508.04025; scaled as in Vaswani et al. 2017.</summary>
    Dot,

    /// <summary>Normed additive: Bahdanau et al. 2015, arXiv 1409.0473, A.1.2, with the weight norm of GNMT.</summary>
    Additive,
}

/// <summary>Where the decoder starts.</summary>
public enum BridgeKind
{
    /// <summary>A layer over the mean of the encoder's states.</summary>
    Mean,

    /// <summary>Zeros.</summary>
    Zero,
}

/// <summary>The shape of a network and the rates of its regularisation. Saved in every bundle as config.json.</summary>
public sealed record ModelConfig
{
    /// <summary>Pieces of the joint vocabulary, the special ones included.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Width of the embeddings and of the vector before the softmax. Default 256.</summary>
    public int Embedding { get; init; } = 256;

    /// <summary>Units of an encoder layer in each direction. Default 160.</summary>
    public int EncoderHidden { get; init; } = 160;

    /// <summary>Bidirectional encoder layers. Default 2 (Britz et al. 2017: 2 are as good as 4).</summary>
    public int EncoderLayers { get; init; } = 2;

    /// <summary>Units of a decoder layer. Default 320.</summary>
    public int DecoderHidden { get; init; } = 320;

    /// <summary>Decoder layers. Default 2.</summary>
    public int DecoderLayers { get; init; } = 2;

    /// <summary>Default <see cref="AttentionKind.Dot"/>: about 0.1 BLEU from additive in Britz et al. 2017 and far cheaper.</summary>
    public AttentionKind Attention { get; init; } = AttentionKind.Dot;

    /// <summary>
    /// Heads that look at the source side by side, each with its share of the width (Vaswani et al. 2017, 3.2.2; for
    /// recurrent decoders Chen et al. 2018, RNMT+, arXiv 1804.09849). Divides decoderHidden and twice encoderHidden. Default 1.
    /// </summary>
    public int AttentionHeads { get; init; } = 1;

    /// <summary>Default <see cref="BridgeKind.Mean"/>.</summary>
    public BridgeKind Bridge { get; init; } = BridgeKind.Mean;

    /// <summary>
    /// The last output joins the next input (Luong et al. 2015, 3.3). Off by default: with it the decoder runs one
    /// step at a time; without it every layer runs over the whole target at once.
    /// </summary>
    public bool InputFeeding { get; init; }

    /// <summary>Layer norm after each recurrent layer. Default on.</summary>
    public bool LayerNorm { get; init; } = true;

    /// <summary>
    /// Source and target look their pieces up in one embedding. Default on. With <see cref="TieSoftmax"/> this ties all
    /// three (Press and Wolf 2017, arXiv 1608.05859, 4.2); off, source and target have one each.
    /// </summary>
    public bool ShareEmbeddings { get; init; } = true;

    /// <summary>The softmax shares the target embedding's weights (Press and Wolf 2017). Default on.</summary>
    public bool TieSoftmax { get; init; } = true;

    /// <summary>Rate of locked dropout (one mask for all steps; Gal and Ghahramani 2016) on every layer's input, [0, 1).</summary>
    public double Dropout { get; init; } = 0.35;

    /// <summary>
    /// Rate of DropConnect on the recurrent weights, one mask a step of training, [0, 1) (weight-dropped LSTM, Merity et
    /// al. 2018, arXiv 1708.02182, 2). Default 0.
    /// </summary>
    public double RecurrentDropout { get; init; }

    /// <summary>Rate at which whole source pieces are blanked, [0, 1) (Sennrich and Zhang 2019).</summary>
    public double SourceWordDropout { get; init; } = 0.1;

    /// <summary>Rate at which whole target pieces are blanked, [0, 1).</summary>
    public double TargetWordDropout { get; init; } = 0.1;

    /// <summary>Longest source in pieces that is translated in one go; a longer line is cut at a sentence or clause.</summary>
    public int MaxSourceLength { get; init; } = 200;

    /// <summary>Width of an annotation: both directions side by side.</summary>
    public int Context => 2 * EncoderHidden;

    /// <summary>How many LSTM layers a side has, and how many units each.</summary>
    public (int Layers, int Units) Cells(MemorySide side) => side == MemorySide.Target
        ? (DecoderLayers, DecoderHidden)
        : (EncoderLayers, EncoderHidden);

    /// <summary>Everything that is wrong with these values, one sentence each; empty when all is well.</summary>
    public IReadOnlyList<string> Faults()
    {
        List<string> faults = [];
        AtLeast(VocabularySize, 4, "vocabularySize");
        AtLeast(Embedding, 1, "embedding");
        AtLeast(EncoderHidden, 1, "encoderHidden");
        AtLeast(EncoderLayers, 1, "encoderLayers");
        AtLeast(DecoderHidden, 1, "decoderHidden");
        AtLeast(DecoderLayers, 1, "decoderLayers");
        AtLeast(MaxSourceLength, 2, "maxSourceLength");
        AtLeast(AttentionHeads, 1, "attentionHeads");
        Divides(DecoderHidden, "decoderHidden");
        Divides(Context, "twice encoderHidden");
        Rate(Dropout, "dropout");
        Rate(RecurrentDropout, "recurrentDropout");
        Rate(SourceWordDropout, "sourceWordDropout");
        Rate(TargetWordDropout, "targetWordDropout");
        return faults;

        void AtLeast(int value, int least, string name)
        {
            if (value < least)
                faults.Add($"{name} is {value}; expected {least} or more");
        }

        void Divides(int width, string name)
        {
            if (AttentionHeads > 0 && width % AttentionHeads != 0)
                faults.Add($"attentionHeads is {AttentionHeads}; expected a divisor of {name}, {width}");
        }

        void Rate(double value, string name)
        {
            if (value is not (>= 0 and < 1))
                faults.Add($"{name} is {value}; expected 0 or more and less than 1");
        }
    }
}
