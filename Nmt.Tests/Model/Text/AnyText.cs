using FsCheck;
using FsCheck.Fluent;

namespace Nmt.Tests.Model.Text;

/// <summary>Strings of the kinds that break text code, mixed at random.</summary>
internal static class AnyText
{
    private static readonly string[] Difficult =
    [
        " ", "  ", "\t", "\n", "\r\n", "\u00A0", "\u2028", "\u3000", "\u0085", "\v",
        "\0", "\u0001", "\u001F", "\u007F", "\u009F", "\uFEFF", "\u00AD",
        "\uD83D", "\uDE00", "\uFFFD", "\uFFFE", "\uFFFF", "\uFDD0", "\U0001FFFE",
        "e\u0301", "\u0301", "A\u030A", "\u212B", "\u1100\u1161\u11A8", "q\u0323\u0307", "q\u0307\u0323",
        "😀", "👩\u200D👩\u200D👧", "❤\uFE0F", "🇩🇪", "👍🏽",
        "שָׁלוֹם", "مرحبًا", "می\u200Cخواهم", "\u200F", "\u202E", "\u2066",
        "日本語", "中文", "한국어", "𠀀", "𝔘", "\u200B", "\u2060", "क्\u200Dष", "ภาษาไทย",
        "<s>", "</s>", "<pad>", "Ġ", "Ċ", "don't", "l’homme", "'", "1998", "٣", "½", "#version: 0.2", "ﬁ", "ß", "a", "the", "Haus", ",", "...",
    ];

    private static readonly Gen<string> Part = Gen.Frequency(
        (6, Gen.Elements(Difficult)),
        (3, Gen.Choose(' ', '~').Select(value => ((char)value).ToString())),
        (1, Gen.Choose(char.MinValue, char.MaxValue).Select(value => ((char)value).ToString())));

    public static Arbitrary<string> Arbitrary { get; } = Arb.From(Part.ListOf().Select(string.Concat));

    /// <summary>Asserts a property of any text, with more tries than the default of 100.</summary>
    public static void ForAll(Action<string> property) =>
        Prop.ForAll(Arbitrary, property).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
