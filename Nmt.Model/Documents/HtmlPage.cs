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
/// (<see cref="RunDistribution"/>). The page is written from its parsed form: tags that were left open are closed, and
/// attributes have double quotes.
/// </remarks>
public sealed class HtmlPage : IDocument
{
    private readonly INodeList _roots;
    private readonly List<Slot> _slots;

    public HtmlPage(string html)
    {
        var parser = new HtmlParser();
        _roots = IsWholePage(html)
            ? parser.ParseDocument(html).ChildNodes
            // Inside a template every element may stand, a table row without its table too.
            : parser.ParseFragment(html, parser.ParseDocument("").CreateElement("template"));
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
        return string.Concat(_roots.Select(root => root.ToHtml()));
    }

    // What a page may begin with; all else is a fragment.
    private static bool IsWholePage(string html)
    {
        var start = html.AsSpan().TrimStart("\uFEFF \t\r\n\f");
        while (start.StartsWith("<!--") || start.StartsWith("<?"))
        {
            var end = start.IndexOf(start[1] == '!' ? "-->" : ">");
            if (end < 0)
                return false;
            start = start[(end + 1)..].TrimStart("-> \t\r\n\f");
        }

        foreach (var tag in (string[])["<!doctype", "<html", "<head>", "<body"])
        {
            if (start.StartsWith(tag, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>A block and where the new text of its runs goes.</summary>
    internal sealed record Slot(TextBlock Block, Action<IReadOnlyList<string>> Fill);
}
