namespace Nmt.Training.Corpus;

/// <summary>
/// Decides which normalized pairs are training data and reports every one that is not, under the first reason that
/// applies; what is odd about a pair that stays is reported too. Remembers the pairs it has seen: one filter for one
/// reading.
/// </summary>
internal sealed class CorpusFilter(FilterOptions options, HeldOut heldOut, CorpusReport report)
{
    private const string Part = "train";

    private readonly HashSet<UInt128> _pairs = [];

    // These two are only told, never judged by, so half a key will do: two of a million share one once in 10^7 corpora.
    private readonly HashSet<ulong> _sources = [];
    private readonly HashSet<ulong> _targets = [];

    /// <summary>Judges the text of a pair, before subwords are known.</summary>
    public bool KeepsText(NormalizedPair pair)
    {
        List<CorpusCheck> found = [];
        foreach (CorpusCheck check in Findings(pair))
        {
            if (options.Drops(check))
            {
                report.Add(Part, check, pair.Raw, dropped: true);
                return false;
            }

            found.Add(check);
        }

        foreach (CorpusCheck check in found)
        {
            report.Add(Part, check, pair.Raw, dropped: false);
        }

        return true;
    }

    /// <summary>
    /// Judges a pair that a model made of one that was kept; the caller counts those that are not. One of its sides always
    /// occurred before, and none may be in dev or test: a model could carry over what it must not know.
    /// </summary>
    public bool KeepsMade(NormalizedPair pair) =>
        !heldOut.HasSource(pair.Key) && !heldOut.HasTarget(pair.Key)
        && !Findings(pair).Any(check => check != CorpusCheck.DuplicateSource && check != CorpusCheck.DuplicateTarget && options.Drops(check));

    private IEnumerable<CorpusCheck> Findings(NormalizedPair pair)
    {
        (string source, string target) = (pair.Source, pair.Target);
        if (source.Length == 0 || target.Length == 0)
        {
            yield return CorpusCheck.Empty;
        }

        if (Math.Max(source.Length, target.Length) > options.MaxCharacters)
        {
            yield return CorpusCheck.TooManyCharacters;
        }

        if (source == target && source.Length > 0)
        {
            yield return source.Length >= options.ShortestCopy ? CorpusCheck.Copy : CorpusCheck.ShortCopy;
        }

        foreach (CorpusCheck check in TextInspection.ChecksOf(pair.Raw))
        {
            yield return check;
        }

        foreach (CorpusCheck check in SharedWithHeldOut(pair.Key).Concat(SeenBefore(pair.Key)))
        {
            yield return check;
        }
    }

    private IEnumerable<CorpusCheck> SharedWithHeldOut(PairKey key)
    {
        if (options.Overlap != OverlapRule.Nothing && heldOut.HasPair(key))
        {
            yield return CorpusCheck.Overlap;
        }

        (bool source, bool target) = (heldOut.HasSource(key), heldOut.HasTarget(key));
        if (options.Overlap == OverlapRule.Side && (source || target))
        {
            yield return CorpusCheck.SideOverlap;
        }

        if (source)
        {
            yield return CorpusCheck.SharedSource;
        }

        if (target)
        {
            yield return CorpusCheck.SharedTarget;
        }
    }

    private IEnumerable<CorpusCheck> SeenBefore(PairKey key)
    {
        bool seen = !_pairs.Add(key.Pair);
        bool seenSource = !_sources.Add((ulong)key.Source);
        bool seenTarget = !_targets.Add((ulong)key.Target);
        if (seen)
        {
            yield return CorpusCheck.Duplicate;
            yield break;
        }

        if (seenSource)
        {
            yield return CorpusCheck.DuplicateSource;
        }

        if (seenTarget)
        {
            yield return CorpusCheck.DuplicateTarget;
        }
    }
}
