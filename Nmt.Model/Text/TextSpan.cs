namespace Nmt.Model.Text;

/// <summary>A stretch of a text. The spans of a text, one after the other, are the text.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="IsGap">Only white space between sentences: to be kept, not to be translated.</param>
public readonly record struct TextSpan(string Text, bool IsGap);
