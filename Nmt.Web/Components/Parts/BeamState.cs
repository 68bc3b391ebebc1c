using Nmt.Model.Search;

namespace Nmt.Web.Components.Parts;

/// <summary>What is known of a node of the search at a step of its replay.</summary>
internal enum BeamState
{
    Alive,
    Ended,
    Returned,
    Outranked,
    OffBeam,
    Pruned,
    CannotBeMet,
    DeadEnd,
    Undecided,
}

/// <summary>How each state is said and drawn: never by colour alone.</summary>
internal static class BeamStates
{
    /// <summary>The state after so many steps: what a later step decides is not known yet.</summary>
    /// <param name="node">A node of a step before <paramref name="shown"/>.</param>
    /// <param name="shown">Steps that were made, at least 1.</param>
    /// <param name="steps">Steps of the whole search.</param>
    public static BeamState Of(TraceNode node, int shown, int steps)
    {
        bool over = shown >= steps;
        return node.Fate switch
        {
            NodeFate.OffBeam => BeamState.OffBeam,
            NodeFate.Pruned => BeamState.Pruned,
            NodeFate.CannotBeMet => BeamState.CannotBeMet,
            NodeFate.Returned => over ? BeamState.Returned : BeamState.Ended,
            NodeFate.Outranked => over ? BeamState.Outranked : BeamState.Ended,
            NodeFate.DeadEnd when over || node.Step < shown - 1 => BeamState.DeadEnd,
            NodeFate.Undecided when over => BeamState.Undecided,
            _ => BeamState.Alive,
        };
    }

    /// <summary>True for what never had a place in the beam.</summary>
    public static bool IsDropped(TraceNode node) => node.Fate is NodeFate.OffBeam or NodeFate.CannotBeMet;

    /// <summary>A sign on the node; empty where there is nothing to say.</summary>
    public static string Sign(this BeamState state) => state switch
    {
        BeamState.Ended => "●",
        BeamState.Returned => "✓",
        BeamState.Outranked => "▽",
        BeamState.OffBeam => "×",
        BeamState.Pruned => "✂",
        BeamState.CannotBeMet => "⊘",
        BeamState.DeadEnd => "⊣",
        BeamState.Undecided => "…",
        _ => "",
    };

    public static string Words(this BeamState state) => state switch
    {
        BeamState.Ended => "a translation ends here",
        BeamState.Returned => "a translation ends here, and it was returned",
        BeamState.Outranked => "a translation ends here, but others scored better",
        BeamState.OffBeam => "fell off the beam, which was full of better ones",
        BeamState.Pruned => "pruned, too far behind the best one",
        BeamState.CannotBeMet => "given up, for what must still be said would not fit behind it",
        BeamState.DeadEnd => "a dead end: kept, but nothing that follows it was",
        BeamState.Undecided => "alive when the search stopped, but nothing could beat what had ended",
        _ => "alive in the beam",
    };
}
