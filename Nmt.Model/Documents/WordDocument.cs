using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Nmt.Model.Errors;

namespace Nmt.Model.Documents;

/// <summary>
/// A Word document (.docx): its paragraphs, tables, text boxes, headers, footers, footnotes and endnotes. Pictures,
/// styles, numbering, bookmarks, page numbers and all else stay.
/// </summary>
/// <remarks>
/// A paragraph is translated as a whole, but for tabs and line breaks, which end a text. Runs keep their order and
/// formatting; each gets the words that the attention aligns with its own (<see cref="RunDistribution"/>).
/// </remarks>
public sealed class WordDocument : IDocument
{
    // A package of a few kilobytes can hold parts of gigabytes. A long novel has about 10 million characters of XML.
    private const long MostCharactersInPart = 40_000_000;

    private readonly byte[] _file;
    private readonly string _name;

    /// <exception cref="NmtException">The file is no Word document, or is damaged.</exception>
    public WordDocument(byte[] file, string name)
    {
        _file = file;
        _name = name;
        Blocks = Work(new MemoryStream(file, writable: false), isEditable: false, slots => slots.Select(slot => slot.Block).ToArray());
    }

    public IReadOnlyList<TextBlock> Blocks { get; }

    public void Write(IReadOnlyList<Translation> translations, Stream output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(translations.Count, Blocks.Count);
        using var copy = new MemoryStream();
        copy.Write(_file);
        Work(copy, isEditable: true, slots =>
        {
            foreach (var (slot, translation) in slots.Zip(translations))
                slot.Fill(slot.Block.With(translation));
            return true;
        });
        copy.WriteTo(output);
    }

    // Parts are parsed when first asked for, so every fault of the file shows here.
    private T Work<T>(Stream stream, bool isEditable, Func<IReadOnlyList<WordBlocks.Slot>, T> work)
    {
        try
        {
            using var document = WordprocessingDocument.Open(stream, isEditable, new OpenSettings { AutoSave = isEditable, MaxCharactersInPart = MostCharactersInPart });
            if (document.MainDocumentPart?.Document?.Body is null)
                throw Fault("a package without a document part");
            return work([.. Roots(document.MainDocumentPart).SelectMany(root => new WordBlocks().Of(root))]);
        }
        catch (Exception e) when (e is FileFormatException or InvalidDataException or OpenXmlPackageException or XmlException
            or ArgumentException or InvalidOperationException or EndOfStreamException)
        {
            throw Fault(Finding(), e);
        }
    }

    private static IEnumerable<OpenXmlElement> Roots(MainDocumentPart main)
    {
        OpenXmlPart?[] parts = [main, .. main.HeaderParts, .. main.FooterParts, main.FootnotesPart, main.EndnotesPart];
        return parts.Select(part => part?.RootElement).OfType<OpenXmlElement>();
    }

    private NmtException Fault(string found, Exception? cause = null) => new(
        $"{_name}: expected a Word document (.docx), found {found}. Open it in a word processor and save it anew as .docx.", cause);

    private string Finding() => _file switch
    {
        [] => "an empty file",
        [0xD0, 0xCF, 0x11, 0xE0, ..] => "an old Word document (.doc) or one with a password",
        [(byte)'P', (byte)'K', ..] => "a damaged or incomplete package",
        _ => "a file that is no package (zip)",
    };
}
