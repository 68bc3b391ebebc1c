namespace Nmt.Model.Search;

/// <summary>How sure the model was of a piece, by its own distribution, whatever a rule forbade.</summary>
/// <param name="Entropy">Of the whole distribution that the piece was chosen from, in nats; 0 when there was no doubt.</param>
/// <param name="Margin">The piece's log-probability less that of the best other piece: below 0 where the search took a piece that was not the likeliest.</param>
public readonly record struct PieceUncertainty(float Entropy, float Margin);
