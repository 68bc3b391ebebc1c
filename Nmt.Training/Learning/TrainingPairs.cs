using Nmt.Training.Corpus;

namespace Nmt.Training.Learning;

/// <summary>
/// What each epoch learns, in batches: a pure function of corpus, configuration and epoch. With BPE-dropout every epoch
/// spells the pairs anew, and is cut into batches by the lengths that come out.
/// </summary>
internal sealed class TrainingPairs
{
    private readonly TrainingConfig _config;
    private readonly IReadOnlyList<EncodedPair> _pairs;
    private readonly ResampledPairs? _resampled;

    /// <exception cref="ArgumentException">There is BPE-dropout and the corpus was read without its texts.</exception>
    public TrainingPairs(TrainingCorpus corpus, TrainingConfig config)
    {
        _config = config;
        _pairs = corpus.Train;
        _resampled = config.Data.BpeDropout.IsOn ? new ResampledPairs(corpus, config.Data) : null;
    }

    /// <summary>The pairs of one epoch, in the order of the corpus.</summary>
    /// <param name="epoch">Counted from 0.</param>
    public IReadOnlyList<EncodedPair> Spelled(int epoch) => _resampled?.Epoch(_config.Seed, epoch) ?? _pairs;

    /// <param name="epoch">Counted from 0.</param>
    public EpochBatches Epoch(int epoch)
    {
        var pairs = Spelled(epoch);
        return new EpochBatches(
            pairs, new TokenBudgetBatches(pairs, _config.Batches.Tokens, _config.Batches.Pool, _config.Seed).Epoch(epoch));
    }
}

/// <summary>The batches of one epoch, in the order of training; every pair is in exactly one.</summary>
internal sealed class EpochBatches(IReadOnlyList<EncodedPair> pairs, IReadOnlyList<IReadOnlyList<int>> batches)
{
    public int Count => batches.Count;

    public IReadOnlyList<EncodedPair> this[int batch] => [.. batches[batch].Select(i => pairs[i])];

    /// <summary>Some batches in a row; fewer where the epoch ends.</summary>
    public IReadOnlyList<IReadOnlyList<EncodedPair>> Take(int first, int count) =>
        [.. Enumerable.Range(first, Math.Min(count, Count - first)).Select(batch => this[batch])];
}
