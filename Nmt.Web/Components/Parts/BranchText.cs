using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>The beginning of a translation as text, as a search takes it for a prefix.</summary>
internal static class BranchText
{
    /// <summary>
    /// What stands before a piece; empty before the first. A space at its end says that the last word is complete: where
    /// the piece begins a word, it is.
    /// </summary>
    public static string Before(IReadOnlyList<string> pieces, int place)
    {
        string text = Of(pieces.Take(place));
        return text.Length > 0 && place < pieces.Count && pieces[place].StartsWith(' ') ? $"{text} " : text;
    }

    /// <summary>What pieces say together, the end of the sentence left out.</summary>
    public static string Of(IEnumerable<string> pieces)
    {
        string end = SpecialTokens.Names[SpecialTokens.Eos];
        return string.Concat(pieces.Where(piece => piece != end)).Trim();
    }
}
