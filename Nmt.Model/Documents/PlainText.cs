using System.Text.RegularExpressions;

namespace Nmt.Model.Documents;

/// <summary>
/// Running text. A line break ends a sentence; the sentences of a line are found by the translator. Line ends, blank
/// lines, indentation, space at line ends, the marks of lists, quotations and headings ("- ", "2. ", "> ", "# ") and a
/// byte order mark stay byte for byte.
/// </summary>
public sealed partial class PlainText : IDocument
{
    // What stands in the file one after the other: as it is, or the translation of a block.
    private readonly List<(string Text, TextBlock? Block)> _parts = [];

    public PlainText(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var end = text.AsSpan(position).IndexOfAny('\r', '\n');
            end = end < 0 ? text.Length : position + end;
            AddLine(text[position..end]);
            position = Math.Min(end + 1, text.Length);
            _parts.Add((text[end..position], null));
        }

        Blocks = [.. _parts.Select(part => part.Block).OfType<TextBlock>()];
    }

    public IReadOnlyList<TextBlock> Blocks { get; }

    public void Write(IReadOnlyList<Translation> translations, Stream output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(translations.Count, Blocks.Count);
        var next = 0;
        DocumentFile.Write(
            string.Concat(_parts.Select(part => part.Block is null ? part.Text : part.Block.With(translations[next++])[0])), output);
    }

    private void AddLine(string line)
    {
        var start = Beginning().Match(line).Length;
        _parts.Add((line[..start], null));
        var block = new TextBlock(new TextRun(line[start..], Format: 0));
        _parts.Add((line[start..], block.HasWords ? block : null));
    }

    [GeneratedRegex(@"^\uFEFF?\s*(?:(?:[-–—*•·◦‣+>]|#{1,6}|[0-9]{1,3}[.)]|[A-Za-z]\))\s+)*")]
    private static partial Regex Beginning();
}
