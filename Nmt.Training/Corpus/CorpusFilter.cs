namespace Nmt.Training.Corpus;

/// <summary>
/// Decides which normalized pairs are training data and reports every one that is not, under the first reason that
/// applies. Remembers the pairs it has seen: one filter for one reading.
/// </summary>
internal sealed class CorpusFilter(FilterOptions options, HeldOut heldOut, CorpusReport report)
{
    private const string Part = "train";

    private readonly HashSet<UInt128> _seen = [];

    /// <summary>Judges the text of a pair, before subwords are known.</summary>
    public bool KeepsText(string source, string target, int line)
    {
        CorpusCheck? reason = ReasonToDrop(source, target);
        if (reason is not null)
        {
            report.Add(Part, reason, line);
            return false;
        }

        if (heldOut.HasSource(source))
        {
            report.Add(Part, CorpusCheck.SharedSource, line);
        }

        if (heldOut.HasTarget(target))
        {
            report.Add(Part, CorpusCheck.SharedTarget, line);
        }

        return true;
    }

    /// <summary>Judges the numbers of pieces of a pair whose text is kept.</summary>
    public bool KeepsLengths(int sourcePieces, int targetPieces, int line)
    {
        int longer = Math.Max(sourcePieces, targetPieces);
        int shorter = Math.Min(sourcePieces, targetPieces);
        CorpusCheck? reason =
            longer > options.MaxPieces ? CorpusCheck.TooManyPieces
            : longer > options.RatioGrace && longer > options.MaxRatio * shorter ? CorpusCheck.LengthRatio
            : null;
        if (reason is not null)
        {
            report.Add(Part, reason, line);
        }

        return reason is null;
    }

    private CorpusCheck? ReasonToDrop(string source, string target)
    {
        if (source.Length == 0 || target.Length == 0)
        {
            return CorpusCheck.Empty;
        }

        if (Math.Max(source.Length, target.Length) > options.MaxCharacters)
        {
            return CorpusCheck.TooManyCharacters;
        }

        if (options.DropCopies && source.Length >= options.ShortestCopy && source == target)
        {
            return CorpusCheck.Copy;
        }

        if (options.Overlap != OverlapRule.Nothing && heldOut.HasPair(source, target))
        {
            return CorpusCheck.Overlap;
        }

        if (options.Overlap == OverlapRule.Side && (heldOut.HasSource(source) || heldOut.HasTarget(target)))
        {
            return CorpusCheck.SideOverlap;
        }

        return options.DropDuplicates && !_seen.Add(TextKey.Of(source, target)) ? CorpusCheck.Duplicate : null;
    }
}
