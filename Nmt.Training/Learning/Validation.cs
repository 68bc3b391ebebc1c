using Nmt.Model.Batching;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Training.Corpus;
using Nmt.Training.Evaluation;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>What the development set says of a model.</summary>
/// <param name="Loss">Nats per target token, without smoothing.</param>
/// <param name="Bleu">Of greedy translations; null where it was not asked for.</param>
/// <param name="Signature">BLEU's.</param>
/// <param name="Samples">The first sentences with their translations.</param>
internal sealed record ValidationResult(
    double Loss, double? Bleu, string? Signature, IReadOnlyList<TranslationSample> Samples)
{
    /// <summary>chrF2 of the same translations; null where it is not the metric.</summary>
    public double? Chrf { get; init; }

    public string? ChrfSignature { get; init; }

    /// <summary>What decides, higher is better.</summary>
    public double Score(EvaluationMetric metric) => metric switch
    {
        EvaluationMetric.Bleu => Bleu!.Value,
        EvaluationMetric.Chrf => Chrf!.Value,
        _ => -Loss,
    };
}

/// <summary>Scores a model on the development set.</summary>
internal sealed class Validation
{
    // Decoding keeps no gradients, so a batch may be larger than in training.
    private const int MostTokens = 4_000;

    private readonly IReadOnlyList<SentencePair> _texts;
    private readonly IReadOnlyList<EncodedPair> _pairs;
    private readonly SubwordTokenizer _tokenizer;
    private readonly EvaluationConfig _config;
    private int _batchTokens = MostTokens;

    /// <param name="texts">The development set; at least one pair.</param>
    /// <param name="tokenizer">The run's.</param>
    /// <param name="config">Whether BLEU is wanted, and how many samples.</param>
    public Validation(IReadOnlyList<SentencePair> texts, SubwordTokenizer tokenizer, EvaluationConfig config)
    {
        _texts = texts;
        _pairs = [.. texts.Select(text => EncodedPair.Of(text, tokenizer))];
        _tokenizer = tokenizer;
        _config = config;
    }

    /// <summary>Scores it, in smaller batches where the memory is full; that is remembered.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> asked for it.</exception>
    /// <exception cref="Nmt.Model.Errors.NmtException">Not even one sentence at a time fits.</exception>
    public ValidationResult Of(Seq2SeqModel model, CancellationToken cancellation) => FullMemory.Halving(
        ref _batchTokens, tokens => Of(model, TokenBudgetBatches.Sorted(_pairs, tokens), cancellation), model.Device);

    private ValidationResult Of(Seq2SeqModel model, IReadOnlyList<IReadOnlyList<int>> batches, CancellationToken cancellation)
    {
        var loss = Loss(model, batches, cancellation);
        if (_config.Metric == EvaluationMetric.Loss && _config.Samples == 0)
            return new ValidationResult(loss, null, null, []);

        var translations = Translate(model, batches, cancellation);
        IReadOnlyList<string[]> references = [[.. _texts.Select(text => text.Target)]];
        var score = Bleu.Corpus(translations, references);
        var samples = _texts.Zip(translations, (text, translation) => new TranslationSample(text.Source, text.Target, translation));
        var result = new ValidationResult(loss, score.Score, score.Signature.ToString(), [.. samples.Take(_config.Samples)]);
        if (_config.Metric != EvaluationMetric.Chrf)
            return result;

        var chrf = CorpusStatistics.Of(new Chrf(new ChrfOptions()), translations, references);
        return result with { Chrf = chrf.Metric.Score(chrf.Sum()), ChrfSignature = chrf.Signature.ToString() };
    }

    private double Loss(Seq2SeqModel model, IReadOnlyList<IReadOnlyList<int>> batches, CancellationToken cancellation)
    {
        var (sum, tokens) = (0.0, 0L);
        foreach (var indices in batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            using var batch = TrainingBatch.Of([.. indices.Select(i => _pairs[i])], model.Device);
            sum += SmoothedCrossEntropy.Of(model, batch, smoothing: 0).item<float>() * batch.Tokens;
            tokens += batch.Tokens;
        }

        return sum / tokens;
    }

    private string[] Translate(Seq2SeqModel model, IReadOnlyList<IReadOnlyList<int>> batches, CancellationToken cancellation)
    {
        var search = new GreedySearch();
        var options = new SearchOptions { KeepAttention = false };
        var translations = new string[_pairs.Count];
        foreach (var indices in batches)
        {
            using var scope = NewDisposeScope();
            using var source = TokenBatch.Source([.. indices.Select(i => _pairs[i].Source)], model.Device);
            var found = search.Search(model, source, options, progress: null, cancellation);
            foreach (var (i, result) in indices.Zip(found))
                translations[i] = _tokenizer.Decode(result.Hypotheses[0].Ids);
        }

        return translations;
    }
}
