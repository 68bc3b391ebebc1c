using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>How differently two models looked at one sentence, where their translations can be lined up.</summary>
internal static class AttentionDifference
{
    private static readonly string End = PieceLabel.Of(SpecialTokens.Names[SpecialTokens.Eos]);

    /// <summary>
    /// A row for each word that both translations say, in order; a column for each source word; in a cell, the other
    /// model's share of attention less the first one's, from -1 to 1. Null where nothing can be lined up: the
    /// translations have no word in common, or the models see other words in the source.
    /// </summary>
    /// <param name="title">What the picture shows.</param>
    /// <param name="first">Of words.</param>
    /// <param name="other">Of words, and of the same source.</param>
    public static HeatPicture? Of(string title, AttentionGrid first, AttentionGrid other)
    {
        string[] sources = [.. first.Sources.Select(PieceLabel.Of)];
        string[] targets = [.. first.Targets.Select(PieceLabel.Of)];
        IReadOnlyList<(int First, int Other)> pairs = WordDiff.Pairs(targets, [.. other.Targets.Select(PieceLabel.Of)]);

        // Every translation ends; that alone is nothing in common.
        return sources.SequenceEqual(other.Sources.Select(PieceLabel.Of)) && pairs.Any(pair => targets[pair.First] != End)
            ? new HeatPicture
            {
                Title = title,
                RowName = "word",
                Rows = [.. pairs.Select(pair => targets[pair.First])],
                Columns = sources,
                Values = [.. pairs.Select(pair => other.Weights[pair.Other].Zip(first.Weights[pair.First], (theirs, own) => theirs - own).ToArray())],
                Scale = HeatScale.Signed,
            }
            : null;
    }
}
