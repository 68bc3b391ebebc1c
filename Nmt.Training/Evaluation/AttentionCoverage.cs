using Nmt.Model;
using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>
/// How much of a source was attended while it was translated: the mean over its pieces of the attention that each
/// received, counted up to 1, as in the coverage penalty of GNMT (Wu et al. 2016, arXiv 1609.08144, section 7).
/// </summary>
internal static class AttentionCoverage
{
    /// <returns>0 to 1; null for a blank line and where attention was not kept.</returns>
    public static double? Of(Translation translation)
    {
        var attention = translation.Hypotheses[0].Attention;
        int[] pieces = [.. Enumerable.Range(0, translation.SourcePieces.Count)
            .Where(piece => translation.SourcePieces[piece] != SpecialTokens.Names[SpecialTokens.Eos])];
        if (attention.Count == 0 || pieces.Length == 0)
            return null;
        return pieces.Average(piece => Math.Min(1, attention.Sum(row => (double)row[piece])));
    }
}
