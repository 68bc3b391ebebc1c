using System.Text;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Model.Documents;

/// <summary>Opens files of every <see cref="DocumentKind"/>.</summary>
public static class DocumentFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>What the end of a file's name says that it is; null where it says nothing.</summary>
    public static DocumentKind? KindOf(string fileName) => Path.GetExtension(fileName).ToLowerInvariant() switch
    {
        ".srt" => DocumentKind.Srt,
        ".tsv" => DocumentKind.Tsv,
        ".html" or ".htm" => DocumentKind.Html,
        ".docx" => DocumentKind.Docx,
        _ => null,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="NmtException">It is missing, not UTF-8 (but for .docx), or not of this kind.</exception>
    public static IDocument Read(string path, DocumentKind kind, TsvColumn? column = null)
    {
        if (kind == DocumentKind.Docx)
            return new WordDocument(Bytes(path), path);
        using var reader = Utf8LineReader.Open(path);
        return Parse(reader.ReadToEnd(), path, kind, column);
    }

    /// <summary>Reads a document that is text.</summary>
    /// <param name="text">All of it, a byte order mark included.</param>
    /// <param name="name">What an error calls it: a path, or "stdin".</param>
    /// <param name="kind">Any but <see cref="DocumentKind.Docx"/>.</param>
    /// <param name="column">For <see cref="DocumentKind.Tsv"/>.</param>
    /// <exception cref="NmtException">It is not of this kind.</exception>
    public static IDocument Parse(string text, string name, DocumentKind kind, TsvColumn? column = null) => kind switch
    {
        DocumentKind.Text => new PlainText(text),
        DocumentKind.Srt => new Subtitles(text, name),
        DocumentKind.Tsv => new TabSeparatedTable(text, name, column ?? throw new ArgumentNullException(nameof(column))),
        DocumentKind.Html => new HtmlPage(text),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This kind of document is not text."),
    };

    internal static void Write(string text, Stream output) => output.Write(Utf8.GetBytes(text));

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NmtException($"{path}: no such file.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new NmtException(Directory.Exists(path)
                ? $"{path}: expected a Word document, found a folder."
                : $"{path}: cannot be read: permission denied.", e);
        }
    }
}
