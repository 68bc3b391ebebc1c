namespace Nmt.Load;

/// <summary>One change of a component. The numbers are the renderer's own.</summary>
internal enum EditKind
{
    PrependFrame = 1,
    RemoveFrame = 2,
    SetAttribute = 3,
    RemoveAttribute = 4,
    UpdateText = 5,
    StepIn = 6,
    StepOut = 7,
    UpdateMarkup = 8,
    PermutationEntry = 9,
    PermutationEnd = 10,
}

/// <param name="Kind">What to do.</param>
/// <param name="Sibling">With which child of where the edits stand.</param>
/// <param name="Other">The frame that is new, or the place that a child moves to.</param>
/// <param name="Name">The text of the attribute's name, where one is removed.</param>
internal readonly record struct RenderEdit(EditKind Kind, int Sibling, int Other, int Name);
