using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>The forms of a corpus file, by the end of its name; they are the only part of a client's name that is used.</summary>
internal static class CorpusForm
{
    private const string Compressed = ".gz";
    private const string Memory = ".tmx";
    private const string Table = ".tsv";
    private const string Text = ".txt";

    // What word processors and archivers write: the usual mistakes.
    private static readonly string[] Foreign = [".zip", ".docx", ".doc", ".pdf", ".xlsx", ".xls", ".odt", ".7z", ".rar", ".bz2", ".xz", ".json", ".html"];

    /// <summary>The end of the stored file's name, from which <c>nmt prepare</c> knows its form.</summary>
    public static string SuffixFor(string clientName, bool alone)
    {
        bool compressed = Ends(clientName, Compressed);
        string inner = compressed ? clientName[..^Compressed.Length] : clientName;
        string form = !alone ? Text : Ends(inner, Memory) ? Memory : Table;
        return form + (compressed ? Compressed : "");
    }

    /// <exception cref="NmtException">A file is of a form that cannot be read, or half of a corpus alone.</exception>
    public static void RequireKnown(IReadOnlyList<FileUpload> files)
    {
        foreach (FileUpload file in files)
        {
            if (Foreign.FirstOrDefault(end => Ends(file.Name, end)) is { } found)
            {
                throw new NmtException(
                    $"{StoredName.Shown(file.Name)}: {found} files cannot be read. Expected plain text (UTF-8, one sentence a line), .tsv or .tmx, each also as .gz.");
            }

            if (files.Count == 2 && (Ends(file.Name, Memory) || Ends(file.Name, Memory + Compressed)))
            {
                throw new NmtException($"{StoredName.Shown(file.Name)} is a translation memory, which holds both sides. Choose it alone.");
            }
        }
    }

    private static bool Ends(string name, string end) => name.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}
