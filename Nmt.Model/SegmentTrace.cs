using Nmt.Model.Search;

namespace Nmt.Model;

/// <summary>The search for the translation of one segment of a line.</summary>
/// <param name="SourcePieces">What each source piece shows.</param>
/// <param name="Search">The nodes.</param>
/// <param name="Pieces">What the piece of each node shows, in the order of the nodes.</param>
public sealed record SegmentTrace(IReadOnlyList<string> SourcePieces, SearchTrace Search, IReadOnlyList<string> Pieces);
