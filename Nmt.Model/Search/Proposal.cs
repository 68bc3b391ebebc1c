namespace Nmt.Model.Search;

/// <summary>A piece that may follow a living hypothesis.</summary>
/// <param name="Parent">The hypothesis, as its place in the beam.</param>
/// <param name="Piece">Its id.</param>
/// <param name="LogProbability">Of the piece alone.</param>
/// <param name="Sum">Of the hypothesis with it.</param>
/// <param name="Rank">What the beam is filled by: the sum, less what it costs to say what other groups say.</param>
/// <param name="Met">How many of the pieces that must be said the hypothesis has then said.</param>
internal readonly record struct Proposal(int Parent, int Piece, float LogProbability, double Sum, double Rank, int Met);
