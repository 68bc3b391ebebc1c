namespace Nmt.Web.Components.Parts;

/// <summary>A translation that the reader's own browser remembers; the server keeps none.</summary>
/// <param name="Text">The source text.</param>
/// <param name="Translation">Its translation.</param>
/// <param name="Source">The code of the text's language.</param>
/// <param name="Target">The code of the translation's language.</param>
public sealed record HistoryEntry(string Text, string Translation, string Source, string Target);
