using Nmt.Training.Learning;

namespace Nmt.Training.Corpus;

/// <summary>
/// Training pairs in other pieces every epoch, by <see cref="BpeDropout"/>. An epoch's spelling is a pure function of seed,
/// epoch and the place of the pair, so a resumed run sees what it would have seen.
/// </summary>
internal sealed class ResampledPairs
{
    private readonly IReadOnlyList<EncodedPair> _plain;
    private readonly BpeDropout _dropout;
    private readonly (IReadOnlyList<int> Tag, int[] Source, int[] Target)[] _words;
    private readonly DataConfig _data;

    /// <param name="corpus">Read with its texts.</param>
    /// <param name="data">The rates, and the longest side in pieces.</param>
    /// <exception cref="ArgumentException">The corpus was read without its texts.</exception>
    public ResampledPairs(TrainingCorpus corpus, DataConfig data)
    {
        var texts = corpus.TrainTexts ?? throw new ArgumentException("BPE-dropout needs the texts of the training pairs.", nameof(corpus));
        _plain = corpus.Train;
        _data = data;
        _dropout = new BpeDropout(corpus.Tokenizer);
        _words = [.. texts.Select(text => (
            corpus.Tokenizer.TagFor(text.Into), Words(data.BpeDropout.Source, text.Source), Words(data.BpeDropout.Target, text.Target)))];
    }

    /// <summary>The pairs of one epoch, in the order of the corpus.</summary>
    /// <param name="seed">Of the run.</param>
    /// <param name="epoch">Counted from 0.</param>
    public IReadOnlyList<EncodedPair> Epoch(long seed, int epoch)
    {
        var pairs = new EncodedPair[_plain.Count];
        Parallel.For(0, pairs.Length, place => pairs[place] = Spell(place, seed, epoch));
        return pairs;
    }

    private EncodedPair Spell(int place, long seed, int epoch)
    {
        var (plain, words, rates) = (_plain[place], _words[place], _data.BpeDropout);
        var random = SplitMix64.Of(seed, epoch, place);
        var pair = new EncodedPair(
            rates.Source > 0 ? [.. words.Tag, .. _dropout.Spell(words.Source, rates.Source, ref random)] : plain.Source,
            rates.Target > 0 ? _dropout.Spell(words.Target, rates.Target, ref random) : plain.Target);
        return pair.Widest <= _data.MaxLength + 1 ? pair : plain;
    }

    // A side that is never spelled anew needs no words.
    private int[] Words(double rate, string text) => rate > 0 ? _dropout.Words(text) : [];
}
