namespace Nmt.Web.Components.Parts;

/// <summary>The panels of the inspector, in their order.</summary>
public enum InspectorTab
{
    Attention,
    Beam,
    Memory,
    Scores,
    Compare,
}
