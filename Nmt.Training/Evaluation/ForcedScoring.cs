using Nmt.Model.Network;
using Nmt.Model.Text;
using Nmt.Training.Corpus;
using static TorchSharp.torch;

namespace Nmt.Training.Evaluation;

/// <summary>Scores given translations by teacher forcing: the whole of a translation in one pass, many in a batch.</summary>
/// <param name="model">In evaluation mode.</param>
/// <param name="tokenizer">The model's own.</param>
/// <param name="batchTokens">Most tokens of a batch: with 32,000 pieces 2,000 bound the scores of all, [tokens, vocab], to about 500 MB.</param>
internal sealed class ForcedScoring(Seq2SeqModel model, SubwordTokenizer tokenizer, int batchTokens = 2_000)
{

    /// <summary>One score for each pair of lines.</summary>
    /// <param name="sources">Raw text.</param>
    /// <param name="targets">Raw text, as many lines.</param>
    /// <param name="tag">What opens each source: of a model of several directions, the tag of the targets' language.</param>
    /// <param name="cancellation">Looked at before each batch.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<ForcedScore> Score(
        IReadOnlyList<string> sources, IReadOnlyList<string> targets, IReadOnlyList<int> tag, CancellationToken cancellation = default) =>
        Score([.. sources.Zip(targets, (source, target) => new EncodedPair(
            [.. tag, .. tokenizer.Encode(Normalizer.Normalize(source))], [.. tokenizer.Encode(Normalizer.Normalize(target))]))], cancellation);

    /// <summary>One score for each pair.</summary>
    public IReadOnlyList<ForcedScore> Score(IReadOnlyList<EncodedPair> pairs, CancellationToken cancellation)
    {
        var scores = new ForcedScore[pairs.Count];
        int[] wanted = [.. Enumerable.Range(0, pairs.Count).Where(i => !IsBlank(pairs[i]))];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = new ForcedScore([], []);
        if (wanted.Length == 0)
            return scores;

        EncodedPair[] given = [.. wanted.Select(i => pairs[i])];
        foreach (var batch in TokenBudgetBatches.Sorted(given, batchTokens))
        {
            cancellation.ThrowIfCancellationRequested();
            var values = LogProbabilities([.. batch.Select(i => given[i])]);
            var start = 0;
            foreach (var i in batch)
            {
                var end = start + given[i].TargetTokens;
                scores[wanted[i]] = new ForcedScore(
                    [.. tokenizer.Surface(given[i].Target), SpecialTokens.Names[SpecialTokens.Eos]], values[start..end]);
                start = end;
            }
        }

        return scores;
    }

    // A blank line is not translated, so it says nothing of the model. A tag alone is a blank line too.
    private bool IsBlank(EncodedPair pair) => pair.Target.Length == 0 && pair.Source.All(tokenizer.Vocabulary.Tags.Values.Contains);

    /// <summary>Of the pieces and the end mark of each pair in turn.</summary>
    private float[] LogProbabilities(IReadOnlyList<EncodedPair> pairs)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        using var batch = TrainingBatch.Of(pairs, model.Device);
        var features = model.Features(model.Encode(batch.Source), batch.TargetIn);        // [batch, tgtLen, emb]
        var real = features.flatten(0, 1).index_select(0, batch.GoldPositions);           // [tokens, emb]
        var scores = model.Logits(real).log_softmax(-1);                                  // [tokens, vocab]
        return scores.gather(1, batch.Gold.unsqueeze(1)).squeeze(1).cpu().data<float>().ToArray();
    }
}
