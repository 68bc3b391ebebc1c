namespace Nmt.Model.Search;

/// <summary>
/// Something that a translation must or must not say, as a function of the pieces said so far. It keeps no state, so
/// that one rule serves every hypothesis of a sentence.
/// </summary>
public interface IPieceRule
{
    /// <summary>
    /// The fewest pieces that must still be said before the translation may end; 0 when it may. While it is above 0, the
    /// rule proposes or allows at least one piece that makes it smaller by one.
    /// </summary>
    int Need(ReadOnlySpan<int> said);

    /// <summary>Says what the next piece may be.</summary>
    void Restrict(ReadOnlySpan<int> said, PieceChoice next);
}
