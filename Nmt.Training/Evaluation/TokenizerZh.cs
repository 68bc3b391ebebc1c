using System.Text;
using Nmt.Model.Text;

namespace Nmt.Training.Evaluation;

/// <summary>
/// The tokenization for Chinese: each Chinese character is a word; what lies between goes the way of
/// <see cref="Mteval13a"/>.
/// </summary>
internal sealed class TokenizerZh : IBleuTokenizer
{
    public string Name => "zh";

    public string Separate(string line)
    {
        var text = Separation.Runes(PythonText.Trim(line));
        return Mteval13a.SeparatePunctuation(Separation.Text(Separation.Around(text, IsChinese)));
    }

    // Two ranges are the reference's as it computes them, not as it means them: its bounds for the supplementary planes
    // are written with four hexadecimal digits and a stray fifth, so they cover U+2001..U+2A6D (dashes, quotes, arrows,
    // box drawing) and U+2F81..U+2FA1, and characters beyond the basic plane are never Chinese. Scores depend on it.
    private static bool IsChinese(Rune rune) => rune.Value is
        (>= 0x2001 and <= 0x2A6D)
        or (>= 0x2E80 and <= 0x2FDF)    // radicals; holds U+2F81..U+2FA1
        or (>= 0x2FF0 and <= 0x303F)    // description characters, CJK punctuation
        or (>= 0x3100 and <= 0x312F)    // Bopomofo
        or (>= 0x31A0 and <= 0x31BF)    // Bopomofo extended
        or (>= 0x31C0 and <= 0x31EF)    // strokes
        or (>= 0x3200 and <= 0x33FF)    // enclosed and compatibility characters
        or (>= 0x3400 and <= 0x4DB5)    // extension A
        or (>= 0x4E00 and <= 0x9FBB)    // unified ideographs
        or (>= 0xF900 and <= 0xFA2D) or (>= 0xFA30 and <= 0xFA6A) or (>= 0xFA70 and <= 0xFAD9) // compatibility ideographs
        or (>= 0xFE10 and <= 0xFE1F) or (>= 0xFE30 and <= 0xFE4F) // vertical forms
        or (>= 0xFF00 and <= 0xFFEF);   // full width and half width forms
}
