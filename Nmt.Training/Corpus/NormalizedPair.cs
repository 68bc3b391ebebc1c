using Nmt.Model.Text;

namespace Nmt.Training.Corpus;

/// <summary>A pair as read and as training sees it.</summary>
/// <param name="Raw">As read.</param>
/// <param name="Source">Normalized.</param>
/// <param name="Target">Normalized.</param>
/// <param name="Key">Of the normalized texts.</param>
internal readonly record struct NormalizedPair(SentencePair Raw, string Source, string Target, PairKey Key)
{
    public static NormalizedPair Of(SentencePair raw)
    {
        string source = Normalizer.Normalize(raw.Source);
        string target = Normalizer.Normalize(raw.Target);
        return new NormalizedPair(raw, source, target, PairKey.Of(source, target));
    }
}
