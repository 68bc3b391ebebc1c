using Nmt.Training.Corpus;

namespace Nmt.Training.Presets;

/// <summary>How much there is to train on.</summary>
/// <param name="Pairs">Training pairs.</param>
/// <param name="SourceTokens">Source pieces with their end marks.</param>
/// <param name="TargetTokens">Target pieces with their end marks.</param>
/// <param name="Vocabulary">Pieces of the joint vocabulary.</param>
internal sealed record CorpusSize(int Pairs, long SourceTokens, long TargetTokens, int Vocabulary)
{
    /// <summary>Training pairs that models made of the others.</summary>
    public int Made { get; init; }

    /// <summary>Pairs of the corpus itself, which say how much there is to be learned.</summary>
    public int Own => Pairs - Made;

    public static CorpusSize Of(PreparedCorpus prepared)
    {
        PreparedPart train = prepared.Parts["train"];
        return new CorpusSize(train.Pairs, train.SourcePieces + train.Pairs, train.TargetPieces + train.Pairs, prepared.Vocabulary) { Made = train.Made };
    }

    /// <summary>What an epoch really has of it: too long pairs are left out, tags come to it, BPE-dropout makes more pieces.</summary>
    public CorpusSize In(IReadOnlyList<EncodedPair> epoch) => this with
    {
        Pairs = epoch.Count,
        SourceTokens = epoch.Sum(pair => (long)pair.SourceTokens),
        TargetTokens = epoch.Sum(pair => (long)pair.TargetTokens),
    };
}
