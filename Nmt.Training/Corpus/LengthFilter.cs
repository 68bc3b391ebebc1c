namespace Nmt.Training.Corpus;

/// <summary>Decides by the numbers of pieces which pairs are training data; reports every one that is odd.</summary>
internal sealed class LengthFilter(FilterOptions options, CorpusReport report)
{
    public bool Keeps(int sourcePieces, int targetPieces, SentencePair pair)
    {
        if (Check(sourcePieces, targetPieces) is not { } check)
        {
            return true;
        }

        bool drops = options.Drops(check);
        report.Add("train", check, pair, drops);
        return !drops;
    }

    /// <summary>Judges a pair that a model made, which is in no file that a report could name.</summary>
    public bool KeepsMade(int sourcePieces, int targetPieces) => Check(sourcePieces, targetPieces) is not { } check || !options.Drops(check);

    private CorpusCheck? Check(int sourcePieces, int targetPieces)
    {
        int longer = Math.Max(sourcePieces, targetPieces);
        int shorter = Math.Min(sourcePieces, targetPieces);
        return longer > options.MaxPieces ? CorpusCheck.TooManyPieces
            : longer > options.RatioGrace && longer > options.MaxRatio * shorter ? CorpusCheck.LengthRatio
            : null;
    }
}
