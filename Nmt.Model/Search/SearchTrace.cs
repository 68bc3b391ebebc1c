namespace Nmt.Model.Search;

/// <summary>What became of a node of a search.</summary>
public enum NodeFate
{
    /// <summary>It was kept, and something that follows it was kept, too.</summary>
    Extended,

    /// <summary>A translation ends here, and it is among those returned.</summary>
    Returned,

    /// <summary>A translation ends here; others scored better.</summary>
    Outranked,

    /// <summary>It was scored, but the beam was full of better ones.</summary>
    OffBeam,

    /// <summary>It was too far behind the best one: relative or absolute pruning.</summary>
    Pruned,

    /// <summary>What must still be said would not fit behind it.</summary>
    CannotBeMet,

    /// <summary>It was kept, but nothing that follows it was.</summary>
    DeadEnd,

    /// <summary>It was alive when the search stopped, since nothing could beat what had ended.</summary>
    Undecided,
}

/// <summary>A piece that the search looked at.</summary>
/// <param name="Id">0 for the first; larger than its parent's.</param>
/// <param name="Parent">The node that it follows; -1 at the beginning of the sentence.</param>
/// <param name="Step">0 for first pieces.</param>
/// <param name="Piece">Its id in the vocabulary.</param>
/// <param name="LogProbability">Of the piece alone, in nats.</param>
/// <param name="Sum">Of all pieces up to this one.</param>
/// <param name="Score">The sum, normalised at this length; for an end, with its coverage.</param>
/// <param name="Fate">What became of it.</param>
public sealed record TraceNode(
    int Id, int Parent, int Step, int Piece, double LogProbability, double Sum, double Score, NodeFate Fate);

/// <summary>The search for the translation of one sentence.</summary>
/// <param name="Nodes">In the order in which they were looked at.</param>
/// <param name="Complete">False when there were more nodes than <see cref="SearchOptions.TraceNodes"/>: the later ones are missing.</param>
public sealed record SearchTrace(IReadOnlyList<TraceNode> Nodes, bool Complete);
