using System.Runtime.InteropServices;
using Nmt.Model.Text;

namespace Nmt.Model.Documents;

/// <summary>
/// How strongly each token of a translation belongs to each run of its source, <c>[tokens][runs]</c>: the share of its
/// attention that falls on the run's characters.
/// </summary>
internal static class RunMasses
{
    private static readonly string Eos = SpecialTokens.Names[SpecialTokens.Eos];

    /// <summary>By attention where the translation carries it, else by place.</summary>
    /// <param name="source">The block's text.</param>
    /// <param name="runs">The runs, white space included; together they are the source but for white space.</param>
    /// <param name="translation">Of the source.</param>
    /// <param name="tokens">Of the translation's text; at least one.</param>
    public static double[][] Of(string source, IReadOnlyList<string> runs, Translation translation, IReadOnlyList<Range> tokens)
    {
        var masses = FromAttention(source, runs, translation, tokens) ?? FromPlace(runs, translation.Text, tokens);
        // The marks that end both texts are each other's translation, whatever attention looked at.
        if (char.IsPunctuation(source[^1]) && char.IsPunctuation(translation.Text[tokens[^1].Start]))
        {
            masses[^1] = new double[runs.Count];
            masses[^1][RunOfEachVisible(runs)[^1]] = 1;
        }

        return masses;
    }

    // Null where the translation carries no attention, or its pieces do not spell the texts.
    private static double[][]? FromAttention(
        string source, IReadOnlyList<string> runs, Translation translation, IReadOnlyList<Range> tokens)
    {
        var best = translation.Hypotheses[0];
        if (best.Attention.Count != best.Pieces.Count
            || Pieces(source, translation.SourcePieces) is not { } sourcePieces
            || Pieces(translation.Text, best.Pieces) is not { } targetPieces
            || RunOfEachVisible(runs) is not { } run || run.Count != sourcePieces.Count)
        {
            return null;
        }

        // A piece's attention is shared out evenly among its characters, so that a piece may lie across two runs.
        var lengths = sourcePieces.CountBy(piece => piece).ToDictionary();
        var masses = best.Attention.Select(_ => new double[runs.Count]).ToArray();
        for (var piece = 0; piece < masses.Length; piece++)
        {
            for (var i = 0; i < run.Count; i++)
                masses[piece][run[i]] += best.Attention[piece][sourcePieces[i]] / lengths[sourcePieces[i]];
        }

        var visible = VisibleBefore(translation.Text);
        return [.. tokens.Select(token => Mean(masses, targetPieces[visible[token.Start.Value]..visible[token.End.Value]]))];
    }

    // The guess without attention: what stands at a tenth of the translation belongs to a tenth of the source.
    private static double[][] FromPlace(IReadOnlyList<string> runs, string translation, IReadOnlyList<Range> tokens)
    {
        const double Reach = 1; // characters, at which a neighbour's weight has fallen to 1/e
        var run = RunOfEachVisible(runs);
        var visible = VisibleBefore(translation);
        return
        [
            .. tokens.Select(token =>
            {
                var middle = (visible[token.Start.Value] + visible[token.End.Value]) / 2.0;
                var place = middle / visible[^1] * run.Count - 0.5;
                var mass = new double[runs.Count];
                for (var i = 0; i < run.Count; i++)
                    mass[run[i]] += Math.Exp(-Math.Abs(i - place) / Reach);
                var sum = mass.Sum();
                return mass.Select(weight => weight / sum).ToArray();
            }),
        ];
    }

    // For each visible character of the text the piece that holds it.
    private static List<int>? Pieces(string text, IReadOnlyList<string> pieces)
    {
        var owners = new List<int>();
        var position = 0;
        for (var piece = 0; piece < pieces.Count; piece++)
        {
            if (pieces[piece] == Eos)
                continue;
            foreach (var character in pieces[piece].Where(character => !char.IsWhiteSpace(character)))
            {
                while (position < text.Length && char.IsWhiteSpace(text[position]))
                    position++;
                if (position == text.Length || text[position] != character)
                    return null;
                position++;
                owners.Add(piece);
            }
        }

        return text.AsSpan(position).IsWhiteSpace() ? owners : null;
    }

    private static List<int> RunOfEachVisible(IReadOnlyList<string> runs) =>
        [.. runs.SelectMany((text, run) => text.Where(character => !char.IsWhiteSpace(character)).Select(_ => run))];

    // The number of visible characters before each place of the text, its end included.
    private static int[] VisibleBefore(string text)
    {
        var counts = new int[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
            counts[i + 1] = counts[i] + (char.IsWhiteSpace(text[i]) ? 0 : 1);
        return counts;
    }

    private static double[] Mean(double[][] masses, List<int> pieces)
    {
        var mean = new double[masses[0].Length];
        foreach (var piece in CollectionsMarshal.AsSpan(pieces))
        {
            for (var run = 0; run < mean.Length; run++)
                mean[run] += masses[piece][run] / pieces.Count;
        }

        return mean;
    }
}
