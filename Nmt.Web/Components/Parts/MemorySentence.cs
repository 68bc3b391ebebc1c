using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>One sentence that was translated by itself, as the network's cells see it: what they read, token by token.</summary>
public sealed record MemorySentence
{
    private MemorySentence(MemoryQuestion question, string[] sourcePieces, string[] targetPieces)
    {
        Question = question;
        SourcePieces = sourcePieces;
        TargetPieces = targetPieces;
    }

    public MemoryQuestion Question { get; }

    /// <summary>With the end mark.</summary>
    public IReadOnlyList<string> SourcePieces { get; }

    /// <summary>What the decoder reads: the begin mark, then the pieces without the end mark.</summary>
    public IReadOnlyList<string> TargetPieces { get; }

    /// <summary>The sentences of a translation, in order; empty where it does not say its ids.</summary>
    public static IReadOnlyList<MemorySentence> All(Translation translation, TranslationHypothesis hypothesis)
    {
        Range[] sources = Sentences(translation.SourceIds);
        Range[] targets = Sentences(hypothesis.Ids);
        if (sources.Length != targets.Length)
        {
            return [];
        }

        return
        [
            .. sources.Zip(targets, (source, target) => new MemorySentence(
                new([.. translation.SourceIds.Take(source).SkipLast(1)], [.. hypothesis.Ids.Take(target).SkipLast(1)])
                {
                    Tag = translation.SourceTag,
                },
                [.. translation.SourcePieces.Take(source)],
                [SpecialTokens.Names[SpecialTokens.Bos], .. hypothesis.Pieces.Take(target).SkipLast(1)])),
        ];
    }

    /// <summary>What the tokens of a side show.</summary>
    public IReadOnlyList<string> Labels(MemorySide side) => side == MemorySide.Target
        ? ["(start)", .. TargetPieces.Skip(1).Select(PieceLabel.Of)]
        : [.. SourcePieces.Select(PieceLabel.Of)];

    /// <summary>The tokens of each word of a side; the begin mark counts as a word.</summary>
    public IReadOnlyList<Range> Words(MemorySide side) => side == MemorySide.Target
        ? [0..1, .. AttentionGrid.Words([.. TargetPieces.Skip(1)]).Select(word => (word.Start.Value + 1)..(word.End.Value + 1))]
        : AttentionGrid.Words(SourcePieces);

    private static Range[] Sentences(IReadOnlyList<int> ids)
    {
        int[] ends = [.. Enumerable.Range(0, ids.Count).Where(index => ids[index] == SpecialTokens.Eos).Select(index => index + 1)];
        return [.. ends.Prepend(0).Zip(ends, (start, end) => start..end)];
    }
}
