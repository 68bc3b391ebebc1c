namespace Nmt.Model.Search;

/// <summary>At one step of decoding, attention looks at one source piece alone, whatever it would have looked at.</summary>
/// <param name="Step">0 for the first piece of the translation. A step that the search does not reach changes nothing.</param>
/// <param name="SourcePosition">The source piece, from 0; the one behind the last is the end of the sentence.</param>
public readonly record struct ForcedAttention(int Step, int SourcePosition)
{
    /// <summary>Of a line that is translated in several parts, which one: 0 for the first.</summary>
    public int Segment { get; init; }
}
