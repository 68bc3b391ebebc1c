namespace Nmt.Load;

/// <summary>The page as the browser would have it, without its look: batch after batch is applied to it.</summary>
internal sealed class PageTree
{
    private readonly Dictionary<int, PageNode> _components = [];
    private readonly List<PageNode> _roots = [];

    /// <summary>A component that stands on the page by itself.</summary>
    public void Attach(int component) => _roots.Add(_components[component] = new PageNode(null));

    public PageNode? Find(string attribute, string value) =>
        _roots.Select(root => root.Find(attribute, value)).FirstOrDefault(found => found is not null);

    /// <exception cref="InvalidDataException">The batch is of a kind that is not known here.</exception>
    public void Apply(RenderBatch batch)
    {
        foreach (var (component, edits) in batch.Changes())
            Apply(batch, _components[component], edits);
        foreach (var component in batch.Gone())
            _components.Remove(component);
    }

    private void Apply(RenderBatch batch, PageNode node, IReadOnlyList<RenderEdit> edits)
    {
        List<RenderEdit> moves = [];
        foreach (var edit in edits)
        {
            switch (edit.Kind)
            {
                case EditKind.StepIn:
                    node = node.Children[edit.Sibling];
                    break;
                case EditKind.StepOut:
                    node = node.Parent!;
                    break;
                case EditKind.PermutationEntry:
                    moves.Add(edit);
                    break;
                case EditKind.PermutationEnd:
                    Move(node.Children, moves);
                    moves.Clear();
                    break;
                default:
                    Change(batch, node, edit);
                    break;
            }
        }
    }

    private void Change(RenderBatch batch, PageNode node, RenderEdit edit)
    {
        switch (edit.Kind)
        {
            case EditKind.PrependFrame:
                Insert(batch, node, edit.Sibling, edit.Other);
                break;
            case EditKind.RemoveFrame:
                node.Children.RemoveAt(edit.Sibling);
                break;
            case EditKind.SetAttribute:
                SetAttribute(batch, node.Children[edit.Sibling], batch.Frame(edit.Other));
                break;
            case EditKind.RemoveAttribute:
                node.Children[edit.Sibling].Attributes.Remove(batch.Text(edit.Name));
                break;
            case EditKind.UpdateText or EditKind.UpdateMarkup:
                node.Children[edit.Sibling].Text = batch.Text(batch.Frame(edit.Other).First);
                break;
            default:
                throw new InvalidDataException($"edit {edit.Kind}: unknown.");
        }
    }

    // Puts a frame and all below it at a place among the children, and says how many children that made.
    private int Insert(RenderBatch batch, PageNode parent, int place, int index)
    {
        var frame = batch.Frame(index);
        switch (frame.Kind)
        {
            case FrameKind.Region:
                return InsertAll(batch, parent, place, (index + 1, index + frame.Length));
            case FrameKind.ReferenceCapture or FrameKind.NamedEvent:
                return 0;
        }

        var node = new PageNode(parent);
        parent.Children.Insert(place, node);
        switch (frame.Kind)
        {
            case FrameKind.Text or FrameKind.Markup:
                node.Text = batch.Text(frame.First);
                break;
            case FrameKind.Component:
                _components[frame.Second] = node;
                break;
            case FrameKind.Element:
                var child = index + 1;
                for (; child < index + frame.Length && batch.Frame(child).Kind == FrameKind.Attribute; child++)
                    SetAttribute(batch, node, batch.Frame(child));
                InsertAll(batch, node, 0, (child, index + frame.Length));
                break;
            default:
                throw new InvalidDataException($"frame {frame.Kind}: unknown.");
        }

        return 1;
    }

    private int InsertAll(RenderBatch batch, PageNode parent, int place, (int From, int End) frames)
    {
        var made = 0;
        for (var index = frames.From; index < frames.End; index += batch.Frame(index).Length)
            made += Insert(batch, parent, place + made, index);
        return made;
    }

    private static void SetAttribute(RenderBatch batch, PageNode element, RenderFrame frame) =>
        element.Attributes[batch.Text(frame.First)] = batch.Text(frame.Second);

    private static void Move(List<PageNode> children, List<RenderEdit> moves)
    {
        PageNode[] before = [.. children];
        foreach (var move in moves)
            children[move.Other] = before[move.Sibling];
    }
}
