namespace Nmt.Web.Components.Parts;

/// <summary>In which order the units of a layer stand.</summary>
public enum UnitRanking
{
    /// <summary>Those that change most first.</summary>
    Variance,

    /// <summary>Those that hold longest first.</summary>
    Hold,

    /// <summary>Those that move alike beside each other.</summary>
    Likeness,

    /// <summary>By number.</summary>
    Number,
}
