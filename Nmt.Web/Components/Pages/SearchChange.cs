using Nmt.Model.Network;
using Nmt.Model.Search;

namespace Nmt.Web.Components.Pages;

/// <summary>
/// How a reader takes part in a search: the sentence is decoded anew with all that is said here.
/// </summary>
public sealed record SearchChange
{
    /// <summary>
    /// How the translation begins, or null where that is free; see <see cref="Nmt.Model.Constraints.LineConstraints.Prefix"/>:
    /// a space at its end says that the last word is complete.
    /// </summary>
    public string? Prefix { get; init; }

    /// <summary>Which of the sentences that are translated by themselves the prefix is of; 0 for the first.</summary>
    public int Sentence { get; init; }

    /// <summary>Steps whose attention looks at one source piece alone; empty where the model looks for itself.</summary>
    public IReadOnlyList<ForcedAttention> Attention { get; init; } = [];

    /// <summary>Units of the memory that are held at a value; empty where all run free.</summary>
    public IReadOnlyList<UnitClamp> Clamps { get; init; } = [];
}
