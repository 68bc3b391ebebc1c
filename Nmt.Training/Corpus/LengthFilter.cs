namespace Nmt.Training.Corpus;

/// <summary>Decides by the numbers of pieces which pairs are training data; reports every one that is odd.</summary>
internal sealed class LengthFilter(FilterOptions options, CorpusReport report)
{
    public bool Keeps(int sourcePieces, int targetPieces, SentencePair pair)
    {
        int longer = Math.Max(sourcePieces, targetPieces);
        int shorter = Math.Min(sourcePieces, targetPieces);
        CorpusCheck? check =
            longer > options.MaxPieces ? CorpusCheck.TooManyPieces
            : longer > options.RatioGrace && longer > options.MaxRatio * shorter ? CorpusCheck.LengthRatio
            : null;
        if (check is null)
        {
            return true;
        }

        bool drops = options.Drops(check);
        report.Add("train", check, pair, drops);
        return !drops;
    }
}
