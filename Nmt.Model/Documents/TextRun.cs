namespace Nmt.Model.Documents;

/// <summary>A stretch of a block that is written in one go: an HTML text node, the text of a Word run.</summary>
/// <param name="Text">As it stands in the document, white space included.</param>
/// <param name="Format">Runs of a block with the same number look alike, so that words may move from one to the other.</param>
public readonly record struct TextRun(string Text, int Format);
