namespace Nmt.Model.Documents;

/// <summary>The files that can be translated with their layout.</summary>
public enum DocumentKind
{
    /// <summary>Running text: sentences are found in it; paragraphs, blank lines and indentation stay.</summary>
    Text,

    /// <summary>SubRip subtitles.</summary>
    Srt,

    /// <summary>Rows of cells between tabs, of which one column is translated.</summary>
    Tsv,

    /// <summary>A page or a fragment of one.</summary>
    Html,

    /// <summary>A Word document.</summary>
    Docx,
}
