using Nmt.Model.Batching;
using Nmt.Model.Search;
using Nmt.Model.Text;
using TorchSharp.Modules;
using TorchSharp.Utils;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>
/// The network: embedding, encoder, attention decoder, softmax. It holds weights and nothing else; what belongs to a
/// sentence travels in <see cref="EncodedSource"/> and <see cref="DecoderState"/>, so one model serves many requests.
/// Weights are named as PyTorch would name them.
/// </summary>
public sealed class Seq2SeqModel : nn.Module, IStepModel
{
    [ComponentName(Name = "embedding")]
    private readonly Embedding _embedding;

    [ComponentName(Name = "source_embedding")]
    private readonly Embedding? _sourceEmbedding; // absent where source and target share theirs

    [ComponentName(Name = "encoder")]
    private readonly Encoder _encoder;

    [ComponentName(Name = "decoder")]
    private readonly Decoder _decoder;

    [ComponentName(Name = "softmax")]
    private readonly Parameter? _softmax; // [vocab, emb]; absent when tied to the embedding

    [ComponentName(Name = "softmax_bias")]
    private readonly Parameter _softmaxBias; // [vocab]

    private readonly ModelConfig _config;
    private readonly double _embeddingScale;

    public Seq2SeqModel(ModelConfig config) : base(nameof(Seq2SeqModel))
    {
        if (config.Faults() is { Count: > 0 } faults)
            throw new ArgumentException(string.Join("; ", faults), nameof(config));
        _config = config;
        _embeddingScale = Math.Sqrt(config.Embedding);
        _embedding = nn.Embedding(config.VocabularySize, config.Embedding, padding_idx: SpecialTokens.Pad);
        _sourceEmbedding = config.ShareEmbeddings ? null
            : nn.Embedding(config.VocabularySize, config.Embedding, padding_idx: SpecialTokens.Pad);
        _encoder = new Encoder(config);
        _decoder = new Decoder(config);
        _softmax = config.TieSoftmax ? null : nn.Parameter(empty(config.VocabularySize, config.Embedding));
        _softmaxBias = nn.Parameter(zeros(config.VocabularySize));
        RegisterComponents();
    }

    /// <summary>The shape of this network.</summary>
    public ModelConfig Config => _config;

    /// <inheritdoc/>
    public int VocabularySize => _config.VocabularySize;

    /// <summary>Where the weights live.</summary>
    public Device Device => _softmaxBias.device;

    /// <inheritdoc/>
    public EncodedSource Encode(TokenBatch source) => Encode(source, FusedRecurrence.Instance);

    /// <inheritdoc cref="Encode(TokenBatch)"/>
    internal EncodedSource Encode(TokenBatch source, IRecurrence recurrence)
    {
        using var scope = NewDisposeScope();
        var embedded = Embed(_sourceEmbedding ?? _embedding, source.Ids, _config.SourceWordDropout); // [batch, srcLen, emb]
        var annotations = _encoder.Annotate(embedded, source, recurrence); // [batch, srcLen, context]
        var weights = source.Mask.unsqueeze(2).to(annotations.dtype) / source.Lengths.view(-1, 1, 1).to(annotations.dtype);
        var mean = (annotations * weights).sum(1); // [batch, context]
        return new EncodedSource(_decoder.Values(annotations), _decoder.Keys(annotations), source.Mask.alias(), mean)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Teacher forcing: the vector before the softmax at every step of a known target.</summary>
    /// <param name="source">The encoded sentences.</param>
    /// <param name="targetIn">What came before each piece: begin mark, then the pieces, <c>[batch, tgtLen]</c> int64.</param>
    /// <returns><c>[batch, tgtLen, emb]</c></returns>
    public Tensor Features(EncodedSource source, Tensor targetIn) => Features(source, targetIn, FusedRecurrence.Instance);

    /// <inheritdoc cref="Features(EncodedSource, Tensor)"/>
    internal Tensor Features(EncodedSource source, Tensor targetIn, IRecurrence recurrence)
    {
        using var scope = NewDisposeScope();
        var embedded = Embed(_embedding, targetIn, _config.TargetWordDropout); // [batch, tgtLen, emb]
        var setting = new DecoderSetting(_decoder.Masks(embedded), recurrence);
        return _decoder.Run(embedded, _decoder.Start(source, 1), source, setting).Features.MoveToOuterDisposeScope();
    }

    /// <summary>Scores of all pieces: <c>[.., emb]</c> to <c>[.., vocab]</c>, before the softmax.</summary>
    public Tensor Logits(Tensor features) =>
        nn.functional.linear(features, _softmax ?? _embedding.weight!, _softmaxBias);

    /// <inheritdoc/>
    public DecoderState Start(EncodedSource source, int beam)
    {
        using var scope = NewDisposeScope();
        return _decoder.Start(source, beam).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public StepOutput Step(Tensor previous, DecoderState state, EncodedSource source) =>
        Step(previous, state, source, FusedRecurrence.Instance);

    /// <inheritdoc cref="Step(Tensor, DecoderState, EncodedSource)"/>
    internal StepOutput Step(Tensor previous, DecoderState state, EncodedSource source, IRecurrence recurrence)
    {
        using var scope = NewDisposeScope();
        var embedded = Embed(_embedding, previous.unsqueeze(1), _config.TargetWordDropout); // [rows, 1, emb]
        var setting = new DecoderSetting(_decoder.Masks(embedded), recurrence);
        var pass = _decoder.Run(embedded, state, source, setting);
        var scores = Logits(pass.Features.squeeze(1)).log_softmax(-1); // [rows, vocab]
        return new StepOutput(
            scores.MoveToOuterDisposeScope(),
            pass.Attention.squeeze(1).MoveToOuterDisposeScope(),
            pass.State.MoveToOuterDisposeScope());
    }

    /// <summary>Draws all weights anew: the same seed gives the same weights on the same build of the library.</summary>
    public void Initialize(long seed) => Initialization.Apply(this, seed);

    // Embeddings are drawn with variance 1/emb, which suits the tied softmax; the scale gives inputs variance 1.
    private Tensor Embed(Embedding embedding, Tensor ids, double wordDropout)
    {
        var rate = training ? wordDropout : 0;
        var embedded = embedding.call(ids) * _embeddingScale;
        return Dropout.Apply(embedded, Dropout.WordMask(ids.shape[0], ids.shape[1], rate, embedded));
    }
}
