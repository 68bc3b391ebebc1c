namespace Nmt.Load;

/// <summary>An element, a text, or the place of a component.</summary>
/// <param name="parent">Null for a root.</param>
internal sealed class PageNode(PageNode? parent)
{
    public PageNode? Parent { get; } = parent;

    /// <summary>Its own; empty for elements and components.</summary>
    public string Text { get; set; } = "";

    public Dictionary<string, string> Attributes { get; } = [];

    public List<PageNode> Children { get; } = [];

    /// <summary>Its text and that of all below it.</summary>
    public string AllText => Children.Count == 0 ? Text : string.Concat(Children.Select(child => child.AllText));

    /// <summary>The first element at or below it that has the attribute with this value; null for none.</summary>
    public PageNode? Find(string attribute, string value)
    {
        if (Attributes.GetValueOrDefault(attribute) == value)
            return this;
        foreach (var child in Children)
        {
            if (child.Find(attribute, value) is { } found)
                return found;
        }

        return null;
    }
}
