using Nmt.Model.Search;

namespace Nmt.Model;

/// <summary>
/// A source as a model of several directions reads it: the tag of the language to write, then the text's own pieces. Only
/// the model sees the tag. What is asked for and what is shown counts the text's pieces alone; here one becomes the other.
/// </summary>
/// <param name="Tag">One piece; none for a model of one direction.</param>
/// <param name="Pieces">Of the text, without Eos.</param>
internal sealed record TaggedSource(IReadOnlyList<int> Tag, IReadOnlyList<int> Pieces)
{
    /// <summary>What the model reads, without Eos.</summary>
    public IReadOnlyList<int> Ids { get; } = [.. Tag, .. Pieces];

    /// <summary>Looks at the text's pieces as looks at what the model reads.</summary>
    public IReadOnlyList<ForcedAttention> Placed(IReadOnlyList<ForcedAttention> looks) =>
        Tag.Count == 0 ? looks : [.. looks.Select(look => look with { SourcePosition = look.SourcePosition + Tag.Count })];

    /// <summary>The columns of the text's pieces and of Eos; a row lacks what rests on the tag.</summary>
    public IReadOnlyList<float[]> Shown(IReadOnlyList<float[]> attention) =>
        Tag.Count == 0 ? attention : [.. attention.Select(row => row[Tag.Count..])];
}
