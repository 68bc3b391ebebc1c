namespace Nmt.Model.Text;

/// <summary>
/// The piece that opens a source and says which language its translation is to be in, as in <c>&lt;2de&gt;</c>: one model
/// for several directions (Johnson et al. 2017, arXiv 1611.04558). Tags close a vocabulary, behind the products of the
/// merges. No text is ever spelled with one, since the words that pieces never cross end inside it.
/// </summary>
public static class LanguageTag
{
    private const string Start = "<2";
    private const string End = ">";

    /// <summary>The tag of a language code.</summary>
    /// <exception cref="ArgumentException">The code is not of ASCII letters, digits and hyphens.</exception>
    public static string Of(string language) => IsCode(language)
        ? Start + language + End
        : throw new ArgumentException($"Expected a language code, as de or pt-BR, found '{language}'.", nameof(language));

    /// <summary>The language code of a tag; null for any other piece.</summary>
    public static string? LanguageOf(string piece) =>
        piece.Length > Start.Length + End.Length && piece.StartsWith(Start, StringComparison.Ordinal)
        && piece.EndsWith(End, StringComparison.Ordinal) && piece[Start.Length..^End.Length] is var code && IsCode(code) ? code : null;

    /// <summary>Whether a language code can have a tag: ASCII letters, digits and hyphens.</summary>
    public static bool IsCode(string text) => text.Length > 0 && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
