using System.Collections.Frozen;
using AngleSharp.Dom;

namespace Nmt.Model.Documents;

/// <summary>Finds what there is to translate in HTML, in reading order.</summary>
internal sealed class HtmlBlocks
{
    // They stand in a line of text: what is before and after them is one sentence.
    private static readonly FrozenSet<string> Inline = FrozenSet.ToFrozenSet(
    [
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input",
        "ins", "kbd", "label", "mark", "math", "nobr", "output", "q", "rp", "rt", "ruby", "s", "samp", "script", "small", "span",
        "strike", "strong", "sub", "sup", "svg", "time", "tt", "u", "var", "wbr",
    ]);

    // They hold no text of a language.
    private static readonly FrozenSet<string> Kept = FrozenSet.ToFrozenSet(
    [
        "code", "kbd", "math", "noembed", "noframes", "object", "pre", "rp", "rt", "samp", "script", "style", "svg", "template",
        "textarea", "tt", "var", "xmp",
    ]);

    private static readonly string[] Attributes = ["alt", "title", "placeholder"];

    private readonly List<HtmlPage.Slot> _slots = [];
    private readonly List<IText> _runs = [];

    public IReadOnlyList<HtmlPage.Slot> Of(IEnumerable<INode> roots)
    {
        foreach (var root in roots.ToArray())
            Walk(root, isTranslated: true);
        EndBlock();
        return _slots;
    }

    private void Walk(INode node, bool isTranslated)
    {
        switch (node)
        {
            case IText text when isTranslated:
                _runs.Add(text);
                break;
            case IElement element:
                WalkElement(element, IsTranslated(element, isTranslated));
                break;
            case AngleSharp.Dom.IDocument:
                WalkChildren(node, isTranslated);
                break;
        }
    }

    private void WalkElement(IElement element, bool isTranslated)
    {
        var isInline = Inline.Contains(element.LocalName);
        if (!isInline)
            EndBlock();
        if (isTranslated)
            AddAttributes(element);
        if (!Kept.Contains(element.LocalName))
            WalkChildren(element, isTranslated);
        if (!isInline)
            EndBlock();
    }

    private void WalkChildren(INode node, bool isTranslated)
    {
        foreach (var child in node.ChildNodes.ToArray())
            Walk(child, isTranslated);
    }

    private static bool IsTranslated(IElement element, bool inherited) => element.GetAttribute("translate")?.ToLowerInvariant() switch
    {
        "no" => false,
        "yes" or "" => true,
        _ => inherited && !element.ClassList.Contains("notranslate"),
    };

    private void AddAttributes(IElement element)
    {
        foreach (var name in Attributes)
        {
            if (element.GetAttribute(name) is { } text)
                Add(new TextBlock(new TextRun(text, Format: 0)), runs => element.SetAttribute(name, runs[0]));
        }
    }

    private void EndBlock()
    {
        List<IText> runs = [.. _runs];
        _runs.Clear();
        AddPlainEnds(runs);
        // Texts of one parent look alike.
        INode[] parents = [.. runs.Select(run => run.Parent!).Distinct()];
        Add(new TextBlock(runs.Select(run => new TextRun(run.Data, Array.IndexOf(parents, run.Parent)))), texts =>
        {
            foreach (var (run, text) in runs.Zip(texts))
                run.Data = text;
        });
    }

    // Plain words may come to stand before or behind the formatted ones that a block begins or ends with.
    private static void AddPlainEnds(List<IText> runs)
    {
        var plain = runs.Select(run => run.Parent!).FirstOrDefault(parent => runs.All(run => run.Parent == parent || parent.IsAncestorOf(run)));
        if (plain is null || plain.Owner is not { } owner)
            return;
        if (runs[0].Parent != plain)
        {
            runs.Insert(0, owner.CreateTextNode(""));
            plain.InsertBefore(runs[0], Child(runs[1]));
        }

        if (runs[^1].Parent != plain)
        {
            var child = Child(runs[^1]);
            runs.Add(owner.CreateTextNode(""));
            plain.InsertBefore(runs[^1], child.NextSibling);
        }

        INode Child(INode node) => node.Parent == plain ? node : Child(node.Parent!);
    }

    private void Add(TextBlock block, Action<IReadOnlyList<string>> fill)
    {
        if (block.HasWords)
            _slots.Add(new HtmlPage.Slot(block, fill));
    }
}
