using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Nmt.Web.Api;

/// <summary>A piece of HTML whose text can be taken out and put back translated, with the tags kept.</summary>
internal sealed class HtmlText
{
    private readonly INodeList _nodes;
    private readonly IText[] _runs;

    public HtmlText(string html)
    {
        var parser = new HtmlParser();
        IDocument document = parser.ParseDocument("");
        _nodes = parser.ParseFragment(html, document.Body!);
        _runs = [.. _nodes.SelectMany(Runs)];
    }

    /// <summary>The text runs in reading order, without the white space around them.</summary>
    public IReadOnlyList<string> Runs() => [.. _runs.Select(run => run.Data.Trim())];

    /// <summary>The HTML with its runs replaced, one for one.</summary>
    public string With(IReadOnlyList<string> translations)
    {
        for (int i = 0; i < _runs.Length; i++)
        {
            string data = _runs[i].Data;
            int lead = data.Length - data.TrimStart().Length;
            int tail = data.TrimEnd().Length;
            _runs[i].Data = data[..lead] + translations[i] + data[tail..];
        }

        return string.Concat(_nodes.Select(node => node.ToHtml()));
    }

    private static IEnumerable<IText> Runs(INode node) => node switch
    {
        IText text => string.IsNullOrWhiteSpace(text.Data) ? [] : [text],
        IElement element when IsKept(element) => [],
        _ => node.ChildNodes.SelectMany(Runs),
    };

    /// <summary>Code, and what its author marked as not to be translated.</summary>
    private static bool IsKept(IElement element) =>
        element.LocalName is "script" or "style" or "code" or "pre" or "kbd" or "samp"
        || element.GetAttribute("translate") == "no"
        || element.ClassList.Contains("notranslate");
}
