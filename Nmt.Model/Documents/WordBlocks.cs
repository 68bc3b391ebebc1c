using System.Collections.Frozen;
using DocumentFormat.OpenXml;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Nmt.Model.Documents;

/// <summary>Finds what there is to translate in a part of a Word document, in reading order.</summary>
internal sealed class WordBlocks
{
    // Fields whose result is words; that of the others (PAGE, DATE, SEQ) is Word's to compute.
    private static readonly FrozenSet<string> FieldsOfWords = FrozenSet.ToFrozenSet(["HYPERLINK", "TOC"], StringComparer.OrdinalIgnoreCase);

    private readonly List<Slot> _slots = [];
    private readonly List<W.Text> _runs = [];

    // Fields may lie inside each other and reach over paragraphs: the instruction of each open one.
    private readonly Stack<string> _fields = [];

    public IReadOnlyList<Slot> Of(OpenXmlElement root)
    {
        Walk(root);
        EndBlock();
        return _slots;
    }

    private void Walk(OpenXmlElement element)
    {
        switch (element)
        {
            case W.Text text:
                if (_fields.All(IsOfWords))
                    _runs.Add(text);
                break;
            case W.FieldChar field:
                Follow(field);
                break;
            case W.FieldCode code when _fields.Count > 0:
                _fields.Push(_fields.Pop() + code.Text);
                break;
            case W.Break or W.TabChar or W.CarriageReturn or W.PositionalTab:
                EndBlock();
                break;
            // Text that was moved away, and the reading of characters, is nothing to translate.
            case W.MoveFromRun or W.DeletedRun or W.Ruby:
                break;
            case W.SimpleField simple when !IsOfWords(simple.Instruction?.Value ?? ""):
                break;
            case W.Paragraph:
                WalkParagraph(element);
                break;
            default:
                WalkChildren(element);
                break;
        }
    }

    // A text box has paragraphs of its own in the midst of another: its words are not that one's.
    private void WalkParagraph(OpenXmlElement paragraph)
    {
        W.Text[] outer = [.. _runs];
        _runs.Clear();
        WalkChildren(paragraph);
        EndBlock();
        _runs.AddRange(outer);
    }

    private void WalkChildren(OpenXmlElement element)
    {
        foreach (var child in element.ChildElements)
            Walk(child);
    }

    private void Follow(W.FieldChar field)
    {
        if (field.FieldCharType?.Value == W.FieldCharValues.Begin)
            _fields.Push("");
        else if (field.FieldCharType?.Value == W.FieldCharValues.End && _fields.Count > 0)
            _fields.Pop();
    }

    private static bool IsOfWords(string instruction) =>
        FieldsOfWords.Contains(instruction.AsSpan().Trim().ToString().Split(' ', 2)[0]);

    private void EndBlock()
    {
        W.Text[] texts = [.. _runs];
        _runs.Clear();
        string[] formats = [.. texts.Select(Format)];
        var runs = texts.Select((text, i) => new TextRun(text.Text, Array.IndexOf(formats, formats[i]))).ToList();
        var fills = texts.Select<W.Text, Action<string>>(text => translated => Fill(text, translated)).ToList();
        AddPlainEnds(texts, runs, fills);
        var block = new TextBlock(runs);
        if (block.HasWords)
            _slots.Add(new Slot(block, fills));
    }

    // Plain words may come to stand before or behind the formatted ones that a block begins or ends with. The format of
    // most of the text counts as plain.
    private static void AddPlainEnds(W.Text[] texts, List<TextRun> runs, List<Action<string>> fills)
    {
        if (runs.Count == 0)
            return;
        var plain = runs.GroupBy(run => run.Format).MaxBy(group => group.Sum(run => run.Text.Length))!.Key;
        if (texts[plain].Parent is not W.Run { Parent: W.Paragraph paragraph } model || texts.Any(text => !text.Ancestors().Contains(paragraph)))
            return;
        var (first, last) = (Child(texts[0]), Child(texts[^1]));
        if (runs[^1].Format != plain)
        {
            runs.Add(new TextRun("", plain));
            fills.Add(text => Insert(text, run => paragraph.InsertAfter(run, last)));
        }

        if (runs[0].Format != plain)
        {
            runs.Insert(0, new TextRun("", plain));
            fills.Insert(0, text => Insert(text, run => paragraph.InsertBefore(run, first)));
        }

        OpenXmlElement Child(OpenXmlElement element) => element.Parent == paragraph ? element : Child(element.Parent!);

        void Insert(string text, Action<W.Run> insert)
        {
            if (text.Length == 0)
                return;
            var inside = new W.Text();
            Fill(inside, text);
            insert(model.RunProperties is { } properties ? new W.Run(properties.CloneNode(deep: true), inside) : new W.Run(inside));
        }
    }

    // Two runs look alike where they have equal properties and lie in the same link; Word cuts runs for other reasons too.
    private static string Format(W.Text text)
    {
        var link = text.Ancestors<W.Hyperlink>().FirstOrDefault();
        var properties = text.Parent is W.Run run ? run.RunProperties?.OuterXml : null;
        return (link is null ? "" : $"{link.GetHashCode()} ") + properties;
    }

    private static void Fill(W.Text run, string text)
    {
        run.Text = text;
        if (text.Length != text.Trim().Length)
            run.Space = SpaceProcessingModeValues.Preserve;
    }

    /// <summary>A block and what writes the new text of each of its runs.</summary>
    internal sealed record Slot(TextBlock Block, IReadOnlyList<Action<string>> Fills)
    {
        public void Fill(IReadOnlyList<string> texts)
        {
            foreach (var (fill, text) in Fills.Zip(texts))
                fill(text);
        }
    }
}
