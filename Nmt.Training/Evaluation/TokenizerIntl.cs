using System.Globalization;
using System.Text;
using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>
/// The international tokenization of mteval-v14.pl: punctuation and symbols of all scripts by their Unicode category.
/// A mark between two numbers stays, and so does one at the end of a line behind a number, as in the script.
/// The categories are those of .NET's Unicode tables; characters that are newer than these count as letters.
/// </summary>
internal sealed class TokenizerIntl : IBleuTokenizer
{
    public string Name => "intl";

    public string Separate(string line)
    {
        var text = Separation.Runes(line);
        text = Separation.After(text, IsNoNumber, IsPunctuation);
        text = Separation.Before(text, IsPunctuation, IsNoNumber);
        text = Separation.Around(text, IsSymbol);
        return Separation.Text(text);
    }

    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune);

    private static bool IsSymbol(Rune rune) => Rune.IsSymbol(rune);

    private static bool IsNoNumber(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber);
}
