namespace Nmt.Load;

/// <summary>A finished translation, as the page gives it to the reader's history.</summary>
/// <param name="Text">What was translated.</param>
/// <param name="Translation">What it became.</param>
internal sealed record HistoryEntry(string Text, string Translation);
