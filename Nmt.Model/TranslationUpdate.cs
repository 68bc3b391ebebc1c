namespace Nmt.Model;

/// <summary>The translation of a line as far as the search has come.</summary>
/// <param name="Index">Of the line among those given.</param>
/// <param name="Text">The whole text so far, never with a broken character; what was there before may change.</param>
/// <param name="Score">Of that text.</param>
/// <param name="Step">The search's step.</param>
/// <param name="Final">The line is done; this is the text that will be returned.</param>
public sealed record TranslationUpdate(int Index, string Text, double Score, int Step, bool Final)
{
    /// <summary>
    /// Writes out the search of each of the line's sentences so far, where the options ask for traces; null elsewhere.
    /// Costs nothing until it is called; to be called while the update is told, on the thread that tells it.
    /// </summary>
    public Func<IReadOnlyList<SegmentTrace>>? Traces { get; init; }
}
