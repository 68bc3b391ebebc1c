namespace Nmt.Training.Evaluation;

/// <summary>How likely a model finds a given translation.</summary>
/// <param name="Pieces">What each piece of the translation shows, the end mark last; empty where both lines are blank.</param>
/// <param name="PieceLogProbabilities">Of each piece behind those before it, in nats.</param>
internal sealed record ForcedScore(IReadOnlyList<string> Pieces, IReadOnlyList<float> PieceLogProbabilities)
{
    /// <summary>In nats; what beam search calls by the same name.</summary>
    public double LogProbability { get; } = PieceLogProbabilities.Sum(piece => (double)piece);

    /// <summary>Nats per piece, the end mark counted: beam search's score with its default length penalty.</summary>
    public double Score => Pieces.Count == 0 ? 0 : LogProbability / Pieces.Count;

    /// <summary>1 where the model is certain; the size of the vocabulary where it has no idea.</summary>
    public double Perplexity => Math.Exp(-Score);
}
