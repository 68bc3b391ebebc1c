using Nmt.Model;
using Nmt.Model.Search;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Translations as a search would give them that keeps all it saw: the hypotheses' own words make its tree.</summary>
internal static class Inspections
{
    public const string Lost = " lost";

    /// <summary>The same translation with doubts, runners-up and the tree: at each step one piece falls off the beam.</summary>
    public static Translation Of(Translation translation) => translation with
    {
        Hypotheses = [.. translation.Hypotheses.Select(WithDoubts)],
        Traces = [Trace(translation)],
    };

    /// <summary>One path of nodes of the given fates, and their pieces.</summary>
    public static SegmentTrace Trace(params (int Parent, int Step, string Piece, double LogProbability, NodeFate Fate)[] nodes)
    {
        var sums = new double[nodes.Length];
        TraceNode[] traced =
        [
            .. nodes.Select((node, id) =>
            {
                sums[id] = node.LogProbability + (node.Parent < 0 ? 0 : sums[node.Parent]);
                return new TraceNode(id, node.Parent, node.Step, 100 + id, node.LogProbability, sums[id], sums[id] / (node.Step + 1), node.Fate);
            }),
        ];
        return new SegmentTrace(["a", "</s>"], new SearchTrace(traced, Complete: true), [.. nodes.Select(node => node.Piece)]);
    }

    /// <summary>The search for a translation that has come so far: one branch, a word a step.</summary>
    public static SegmentTrace Growing(string text) => Trace(
        [.. text.Split(' ').Select((word, step) => (step - 1, step, step == 0 ? word : " " + word, -0.2, NodeFate.Extended))]);

    private static TranslationHypothesis WithDoubts(TranslationHypothesis hypothesis) => hypothesis with
    {
        Uncertainty = [.. hypothesis.Pieces.Select((_, place) => new PieceUncertainty(0.2f + (0.1f * place), 0.7f))],
        RunnersUp =
        [
            .. hypothesis.Pieces.Select(_ => Enumerable.Range(1, 5).Select(rank => new RankedPiece($" other{rank}", -1 - rank)).ToArray()),
        ],
    };

    private static SegmentTrace Trace(Translation translation)
    {
        var nodes = new List<(int Parent, int Step, string Piece, double LogProbability, NodeFate Fate)>();
        var ids = new Dictionary<string, int> { [""] = -1 };
        string[][] paths = [.. translation.Hypotheses.Select(hypothesis => hypothesis.Pieces.ToArray())];
        for (int step = 0; step < paths.Max(path => path.Length); step++)
        {
            foreach ((string[] path, int rank) in paths.Select((path, rank) => (path, rank)).Where(each => each.path.Length > step))
            {
                string before = string.Join('|', path[..step]);
                if (ids.TryAdd(string.Join('|', path[..(step + 1)]), nodes.Count))
                {
                    nodes.Add((ids[before], step, path[step], -0.2 * (rank + 1), path[step] == Translations.End ? NodeFate.Returned : NodeFate.Extended));
                }
            }

            nodes.Add((step == 0 ? -1 : ids[string.Join('|', paths.MaxBy(path => path.Length)![..step])], step, Lost, -4, NodeFate.OffBeam));
        }

        return Trace([.. nodes]);
    }
}
