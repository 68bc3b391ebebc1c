using System.Text.RegularExpressions;

namespace Nmt.Data.Frames;

/// <summary>The declaration of a slot on the English side: <c>{a:drink+juice bdA}</c> or <c>{p:venue.at}</c>.</summary>
/// <param name="Name">How both sides refer to it.</param>
/// <param name="Class">Classes joined by '+', or <c>subj-MODE</c>, <c>pron</c>, <c>adj@SLOT</c>, <c>cmp@SLOT</c>.</param>
/// <param name="Determiners">Letters of the determiners that fit; see the README of data/.</param>
internal sealed partial record Slot(string Name, string Class, string Determiners)
{
    public static IEnumerable<Slot> DeclaredIn(string text) =>
        Declaration().Matches(text).Select(match => new Slot(match.Groups[1].Value, match.Groups[2].Value, match.Groups[4].Value));

    /// <summary>The text with each declaration turned into a plain reference: <c>{p.at}</c>.</summary>
    public static string RemoveDeclarations(string text) => Declaration().Replace(text, "{$1$3}");

    [GeneratedRegex(@"\{(\w+):([\w@+-]+)(\.\w+)?(?: (\w+))?\}")]
    private static partial Regex Declaration();
}
