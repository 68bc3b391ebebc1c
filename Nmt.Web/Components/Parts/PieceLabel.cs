using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>What a piece is called on a picture.</summary>
internal static class PieceLabel
{
    private const int Longest = 16;

    /// <summary>The piece without the space before it; words for what shows nothing.</summary>
    public static string Of(string piece) => piece == SpecialTokens.Names[SpecialTokens.Eos] ? "(end)"
        : piece.Length == 0 ? "(part)"
        : piece.Trim() is { Length: > 0 } text ? text
        : "(space)";

    /// <summary>The same, cut where it would need too much room.</summary>
    public static string Short(string piece) => Of(piece) is { Length: > Longest } text
        ? string.Concat(text.AsSpan(0, Longest - 1), "…")
        : Of(piece);
}
