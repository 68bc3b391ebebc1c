namespace Nmt.Model;

/// <summary>A piece that could have stood in a place of a translation.</summary>
/// <param name="Text">What it shows; <c>&lt;/s&gt;</c> for the end.</param>
/// <param name="LogProbability">In that place, in nats.</param>
public sealed record RankedPiece(string Text, float LogProbability);
