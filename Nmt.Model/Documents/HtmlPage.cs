using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Nmt.Model.Documents;

/// <summary>
/// An HTML page, or a fragment, which stays one. Paragraphs, headings, cells and the like are translated as wholes, and
/// so are <c>alt</c>, <c>title</c> and <c>placeholder</c>; every element and every other attribute stays. Code, scripts,
/// styles and what is marked <c>translate="no"</c> or <c>class="notranslate"</c> stay as they are.
/// </summary>
/// <remarks>
/// Inline elements (links, bold) keep their order; each gets the words that the attention aligns with its own
/// (<see cref="RunDistribution"/>). The page is written from its parsed form: what HTML lets a page leave out (closing
/// tags, quotes, &lt;head&gt;) is there then.
/// </remarks>
public sealed partial class HtmlPage : IDocument
{
    private readonly string _prolog;
    private readonly string _end;
    private readonly IEnumerable<INode> _roots;
    private readonly List<Slot> _slots;

    public HtmlPage(string html)
    {
        var parser = new HtmlParser();
        var start = html.StartsWith('\uFEFF') ? 1 : 0;
        // A page is the doctype and what else precedes the root, which stay as they are, the root, and the last line end.
        var page = Prolog().Match(html[start..]);
        _prolog = html[..(start + page.Length)];
        _end = page.Success ? html[html.TrimEnd().Length..] : "";
        var nodes = page.Success
            ? parser.ParseDocument(html[start..^_end.Length]).ChildNodes
            // Inside a template every element may stand, a table row without its table too.
            : parser.ParseFragment(html[start..], parser.ParseDocument("").CreateElement("template"));
        _roots = page.Success ? nodes.SkipWhile(node => node is not IElement) : nodes;
        _slots = [.. new HtmlBlocks().Of(_roots)];
        Blocks = [.. _slots.Select(slot => slot.Block)];
    }

    public IReadOnlyList<TextBlock> Blocks { get; }

    public void Write(IReadOnlyList<Translation> translations, Stream output) =>
        DocumentFile.Write(ToHtml(translations), output);

    /// <summary>The page translated.</summary>
    /// <param name="translations">One for each of <see cref="Blocks"/>.</param>
    public string ToHtml(IReadOnlyList<Translation> translations)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(translations.Count, Blocks.Count);
        foreach (var (slot, translation) in _slots.Zip(translations))
            slot.Fill(slot.Block.With(translation));
        return _prolog + string.Concat(_roots.Select(root => root.ToHtml())) + _end;
    }

    /// <summary>A block and where the new text of its runs goes.</summary>
    internal sealed record Slot(TextBlock Block, Action<IReadOnlyList<string>> Fill);

    // What a page has before its root; a text with neither doctype nor root is a fragment.
    [GeneratedRegex(
        @"^\s*(?:(?:<!--.*?-->|<\?[^>]*>)\s*)*(?:<!doctype\b[^>]*>\s*(?:<!--.*?-->\s*)*|(?=<(?:html|head|body)[\s>]))",
        RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Prolog();
}
