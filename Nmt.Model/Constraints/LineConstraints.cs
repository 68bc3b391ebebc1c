namespace Nmt.Model.Constraints;

/// <summary>What is asked of the translation of one line, as text.</summary>
public sealed record LineConstraints
{
    /// <summary>Nothing is asked.</summary>
    public static LineConstraints None { get; } = new();

    /// <summary>
    /// How the translation begins; it may stop in the middle of a word. A space at its end says that the word is
    /// complete. Of a line that is translated in several parts, the first part's beginning.
    /// </summary>
    public string Prefix { get; init; } = "";

    /// <summary>
    /// Of a line that is translated in several parts, the beginnings of the second part and those behind it; blank, or
    /// not there, for a part that is free.
    /// </summary>
    public IReadOnlyList<string> LaterPrefixes { get; init; } = [];

    /// <summary>Phrases that appear in the translation as whole words, in any order. Of a line in several parts: in the first.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Phrases that do not appear in the translation as whole words.</summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>Both demands together; the prefixes are this one's, where it has any.</summary>
    public LineConstraints And(LineConstraints other) => new()
    {
        Prefix = HasPrefix ? Prefix : other.Prefix,
        LaterPrefixes = HasPrefix ? LaterPrefixes : other.LaterPrefixes,
        Required = [.. Required.Union(other.Required, StringComparer.Ordinal)],
        Forbidden = [.. Forbidden.Union(other.Forbidden, StringComparer.Ordinal)],
    };

    private bool HasPrefix => Prefix.Length > 0 || LaterPrefixes.Count > 0;

    /// <summary>What is asked of the part behind the one that this is asked of: what the whole line must say is said once.</summary>
    internal LineConstraints Behind() => this with
    {
        Prefix = LaterPrefixes is [var next, ..] ? next : "",
        LaterPrefixes = [.. LaterPrefixes.Skip(1)],
        Required = [],
    };
}
