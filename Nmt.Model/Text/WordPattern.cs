using System.Text.RegularExpressions;

namespace Nmt.Model.Text;

/// <summary>
/// Cuts a normalized text, with one space set before it, into the words that pieces never cross. The trainer and the
/// tokenizer use the same pattern; the words of a text put together are the text again.
/// <list type="bullet">
/// <item>letters with their marks, joiners and inner apostrophes, and the space before: <c>" don't"</c>,
/// <c>" l’homme"</c>;</item>
/// <item>one digit, and the space before: numbers are spelled digit by digit, so that a number never seen is as easy
/// to copy as a common one;</item>
/// <item>a run of anything else (punctuation, symbols, emoji with their selectors), and the space before;</item>
/// <item>a space that belongs to none of them.</item>
/// </list>
/// It has no look-around and no anchor, because a pre-tokenizer matches it on slices of the text. It cannot match the
/// name of a special token as one word.
/// </summary>
public static partial class WordPattern
{
    [GeneratedRegex(
        @" ?\p{L}[\p{L}\p{M}\u200C\u200D]*(?:['’][\p{L}\p{M}\u200C\u200D]+)*| ?\p{N}| ?[^ \p{L}\p{N}]+| ",
        RegexOptions.CultureInvariant)]
    public static partial Regex Regex { get; }
}
