using System.IO.Compression;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using Nmt.Model.Documents;
using Nmt.Model.Errors;
using W = DocumentFormat.OpenXml.Wordprocessing;

namespace Nmt.Tests.Model.Documents;

public sealed class WordDocumentTests
{
    private const string Body = """
        <w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:bookmarkStart w:id="1" w:name="top"/><w:r><w:t>The title</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>
        <w:p><w:r><w:t xml:space="preserve">I have </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>seen</w:t></w:r><w:r><w:t xml:space="preserve"> the hou</w:t></w:r><w:r><w:t>se</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>
        <w:p><w:r><w:t>Name</w:t><w:tab/><w:t>Street</w:t><w:br/><w:t>Town</w:t></w:r></w:p>
        <w:p><w:r><w:t xml:space="preserve">On page </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>three</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> of it</w:t></w:r></w:p>
        <w:p><w:hyperlink w:anchor="top"><w:r><w:t>the link</w:t></w:r></w:hyperlink><w:del w:id="9" w:author="x"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
        <w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/></w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
        <w:p><w:r><w:t>12.5</w:t></w:r></w:p>
        """;

    [Fact]
    public void Blocks_AllParts_InReadingOrder() => Assert.Equal(
        ["The title", "I have seen the house", "Name", "Street", "Town", "On page of it", "the link", "cell", "the header", "the footer", "the note"],
        Read(Document()).Blocks.Select(block => block.Text));

    [Fact]
    public void Write_Unchanged_SameXml()
    {
        var file = Document();
        Assert.Equal(Xml(file), Xml(Translated.Unchanged(Read(file))));
    }

    [Fact]
    public void Write_Translated_ValidAndTranslatedThroughout()
    {
        var written = Translated.Bytes(Read(Document()), text => text.ToUpperInvariant());

        using var document = WordprocessingDocument.Open(new MemoryStream(written), isEditable: false);
        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(document).Select(error => $"{error.Path?.XPath}: {error.Description}"));
        Assert.Equal(
            "THE TITLEI HAVE SEEN THE HOUSENAMESTREETTOWNON PAGE three OF ITTHE LINKCELL12.5",
            string.Concat(document.MainDocumentPart!.Document!.Descendants<W.Text>().Select(text => text.Text)));
        Assert.Equal("THE HEADER", document.MainDocumentPart.HeaderParts.Single().RootElement!.InnerText);
        Assert.Equal("THE FOOTER", document.MainDocumentPart.FooterParts.Single().RootElement!.InnerText);
        Assert.Equal("THE NOTE", document.MainDocumentPart.FootnotesPart!.RootElement!.InnerText);
    }

    [Fact]
    public void Write_Attention_BoldStaysAtItsWord()
    {
        var file = Read(Document());
        using var output = new MemoryStream();
        file.Write(
            [.. file.Blocks.Select(block => block.Text == "I have seen the house"
                ? Translated.Aligned(block.Text, "Ich:0 habe:1 das:3 Haus:4 gesehen:2")
                : Translated.Aligned(block.Text, "x:0"))],
            output);

        using var document = WordprocessingDocument.Open(output, isEditable: false);
        var runs = document.MainDocumentPart!.Document!.Descendants<W.Paragraph>().ElementAt(1).Elements<W.Run>().ToList();
        Assert.Equal(["Ich habe das Haus ", "gesehen", "", "", ""], runs.Select(run => run.InnerText));
        Assert.Equal("gesehen", Assert.Single(runs, run => run.RunProperties?.Bold is not null).InnerText);
    }

    [Fact]
    public void Read_DamagedFiles_ErrorNamesTheFile()
    {
        var whole = Document();
        Expect("found an empty file", []);
        Expect("found a file that is no package", "Hello"u8.ToArray());
        Expect("found an old Word document", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        Expect("found a damaged or incomplete package", whole[..(whole.Length / 2)]);
        Expect("found a damaged or incomplete package", WithBrokenXml(whole));
        Expect("found a package without a document part", EmptyZip());

        static void Expect(string found, byte[] file)
        {
            var message = Assert.Throws<NmtException>(() => Read(file)).Message;
            Assert.StartsWith("d.docx: expected a Word document (.docx), found ", message);
            Assert.Contains(found, message);
        }
    }

    internal static byte[] Document()
    {
        using var stream = new MemoryStream();
        using (var document = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            var main = document.AddMainDocumentPart();
            var header = main.AddNewPart<HeaderPart>();
            header.Header = new W.Header(Paragraph("the header"));
            var footer = main.AddNewPart<FooterPart>();
            footer.Footer = new W.Footer(Paragraph("the footer"));
            var notes = main.AddNewPart<FootnotesPart>();
            notes.Footnotes = new W.Footnotes(new W.Footnote(Paragraph("the note")) { Id = 2 });
            main.Document = new W.Document();
            main.Document.AddNamespaceDeclaration("w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
            main.Document.InnerXml = "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" + Body
                + $"<w:sectPr><w:headerReference w:type=\"default\" r:id=\"{main.GetIdOfPart(header)}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>"
                + $"<w:footerReference w:type=\"default\" r:id=\"{main.GetIdOfPart(footer)}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/></w:sectPr></w:body>";
        }

        return stream.ToArray();
    }

    private static W.Paragraph Paragraph(string text) => new(new W.Run(new W.Text(text)));

    private static WordDocument Read(byte[] file) => new(file, "d.docx");

    private static IReadOnlyList<string> Xml(byte[] file)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        return
        [
            .. zip.Entries.Where(entry => entry.FullName.StartsWith("word/", StringComparison.Ordinal)).OrderBy(entry => entry.FullName, StringComparer.Ordinal).Select(entry =>
            {
                using var reader = new StreamReader(entry.Open());
                return entry.FullName + "\n" + (entry.Name.EndsWith(".xml", StringComparison.Ordinal) ? System.Xml.Linq.XDocument.Parse(reader.ReadToEnd()).ToString() : "");
            }),
        ];
    }

    private static byte[] WithBrokenXml(byte[] file)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var part = zip.GetEntry("word/document.xml")!.Open();
            part.SetLength(part.Length / 2);
        }

        return stream.ToArray();
    }

    private static byte[] EmptyZip()
    {
        using var stream = new MemoryStream();
        new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true).Dispose();
        return stream.ToArray();
    }
}
