using System.Collections.Immutable;

namespace Nmt.Training.Corpus;

/// <summary>Which pairs are left out of the training data. Development and test sets are never filtered.</summary>
internal sealed record FilterOptions
{
    /// <summary>Longer sides are no sentences, but tables, lists or lost line ends. In UTF-16 units.</summary>
    public int MaxCharacters { get; init; } = 2000;

    /// <summary>Pieces of a side. Longer sentences are rare and cost the most: 100 is usual (Britz et al. 2017 use 50).</summary>
    public int MaxPieces { get; init; } = 100;

    /// <summary>
    /// Pieces of the longer side for one of the shorter: beyond it one is hardly a translation of the other. Pieces of one
    /// joint vocabulary are a fairer measure than characters, of which Japanese needs half as many as English.
    /// </summary>
    public double MaxRatio { get; init; } = 3;

    /// <summary>A ratio says nothing about a pair whose longer side has at most so many pieces.</summary>
    public int RatioGrace { get; init; } = 10;

    /// <summary>Whether a pair that occurred before is dropped.</summary>
    public bool DropDuplicates { get; init; } = true;

    /// <summary>
    /// Whether a target equal to its source is dropped: copies teach the model to copy (Khayrallah and Koehn 2018).
    /// </summary>
    public bool DropCopies { get; init; } = true;

    /// <summary>Shorter copies are kept: names, numbers and greetings are the same in many languages. UTF-16 units.</summary>
    public int ShortestCopy { get; init; } = 20;

    /// <summary>What of a training pair must not be in the development and test sets.</summary>
    public OverlapRule Overlap { get; init; } = OverlapRule.Pair;

    /// <summary>Codes of checks whose pairs are dropped although they are kept by default.</summary>
    public ImmutableArray<string> Drop { get; init; } = [];

    /// <summary>Codes of checks whose pairs are kept although they are dropped by default.</summary>
    public ImmutableArray<string> Keep { get; init; } = [];

    /// <summary>Whether a pair that the check finds is left out of the training data.</summary>
    public bool Drops(CorpusCheck check) => check.Rule switch
    {
        CheckRule.Told => false,
        CheckRule.Unusable => true,
        CheckRule.Kept => Drop.Contains(check.Code),
        _ when check == CorpusCheck.Duplicate => DropDuplicates && !Keep.Contains(check.Code),
        _ when check == CorpusCheck.Copy => DropCopies && !Keep.Contains(check.Code),
        _ => !Keep.Contains(check.Code),
    };
}

/// <summary>What training data must not share with the development and test sets.</summary>
internal enum OverlapRule
{
    /// <summary>Anything may be shared.</summary>
    Nothing,

    /// <summary>No pair: a common sentence may be in both with another translation.</summary>
    Pair,

    /// <summary>Neither a source nor a target.</summary>
    Side,
}
