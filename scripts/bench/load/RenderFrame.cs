namespace Nmt.Load;

/// <summary>What a frame is. The numbers are the renderer's own.</summary>
internal enum FrameKind
{
    Element = 1,
    Text = 2,
    Attribute = 3,
    Component = 4,
    Region = 5,
    ReferenceCapture = 6,
    Markup = 8,
    NamedEvent = 10,
}

/// <param name="Kind">What it is; that says what the numbers mean.</param>
/// <param name="First">The frames of an element, a component or a region with all below it; else the text, or an attribute's name.</param>
/// <param name="Second">An element's name, a component's number, an attribute's value.</param>
internal readonly record struct RenderFrame(FrameKind Kind, int First, int Second)
{
    /// <summary>How many frames it takes, with all below it.</summary>
    public int Length => Kind is FrameKind.Element or FrameKind.Component or FrameKind.Region ? First : 1;
}
