using Nmt.Model.Documents;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Model.Documents;

public sealed class TextBlockTests
{
    [Theory]
    [InlineData("I have *seen* the house", "Ich:0 habe:1 das:3 Haus:4 gesehen:2", "Ich habe das Haus *gesehen*")]
    [InlineData("The *green* house", "Das:0 grüne:1 Haus:2", "Das *grüne* Haus")]
    [InlineData("A *red* and a _blue_ car", "Ein:0 rotes:1 und:2 ein:3 blaues:4 Auto:5", "Ein *rotes* und ein _blaues_ Auto")]
    [InlineData("*Yesterday* I slept", "Ich:1 schlief:2 gestern:0", "*Ich* schlief gestern")]
    [InlineData("|*Yesterday* I slept", "Ich:1 schlief:2 gestern:0", "Ich schlief *gestern*")]
    [InlineData("I *slept*|", "Schlief:1 ich:0", "*Schlief* ich")]
    [InlineData("a child is *sleeping*.", "und:0 schläft:3 ein:0 Kind.:1", "und *schläft* ein Kind.")]
    [InlineData("|*one* _two_|", "eins:0 zwei:1", "*eins* _zwei_")]
    public void With_Attention_FormatsFollowTheirWords(string marked, string target, string expected) =>
        Assert.Equal(expected, Distribute(marked, target).TrimEnd(' '));

    private static string Distribute(string marked, string target)
    {
        var (texts, formats) = Parse(marked);
        var block = new TextBlock(texts.Zip(formats, (text, format) => new TextRun(text, format)));
        var translation = target.Contains(':') ? Translated.Aligned(block.Text, target) : Translations.WithoutAttention(block.Text, target);
        return string.Concat(block.With(translation).Zip(formats, (text, format) => format switch { 1 => $"*{text}*", 2 => $"_{text}_", _ => text }));
    }

    // *1* and _2_ are formats; all else is format 0, a bar an empty run of it.
    private static (string[] Texts, int[] Formats) Parse(string marked)
    {
        string[] parts = [.. System.Text.RegularExpressions.Regex.Split(marked, @"(\*[^*]*\*|_[^_]*_|\|)").Where(part => part.Length > 0)];
        return ([.. parts.Select(part => part.Trim('*', '_', '|'))], [.. parts.Select(part => part[0] switch { '*' => 1, '_' => 2, _ => 0 })]);
    }

    [Theory]
    [InlineData("hello *world*", "hallo Welt", "hallo *Welt*")]
    [InlineData("one two three *four five six*", "eins zwei drei vier fünf sechs", "eins zwei drei *vier fünf sechs*")]
    [InlineData("see *the page*.", "siehe die Seite.", "siehe *die Seite*.")]
    public void With_NoAttention_FormatsByPlace(string marked, string target, string expected) =>
        Assert.Equal(expected, Distribute(marked, target));

    [Theory]
    [InlineData("  one\n two ", "eins", "  eins ")]
    [InlineData(" *one* two ", "eins zwei", " *eins* zwei ")]
    [InlineData("*one* _two_", "eins zwei", "*eins* _zwei_")]
    [InlineData("*one*_two_", "eins zwei", "*eins *_zwei_")]
    [InlineData("*green* _tea_", "Grüntee", "*Grüntee* __")]
    [InlineData("*one* two", "", "**")]
    public void With_White_SpaceStandsWhereItStood(string marked, string target, string expected) =>
        Assert.Equal(expected, Distribute(marked, target));

    [Fact]
    public void With_UnchangedText_EveryRunAsItWas()
    {
        var block = new TextBlock(new TextRun("One\n  ", 0), new TextRun("\ttwo", 1), new TextRun(" ", 0), new TextRun("three ", 2));
        Assert.Equal(["One\n  ", "\ttwo", " ", "three "], block.With(Translations.Of(block.Text, "One two three")));
    }

    [Fact]
    public void With_AnyTranslation_NoWordIsLostOrMoved()
    {
        var random = new Random(3);
        for (var i = 0; i < 500; i++)
        {
            var runs = Enumerable.Range(0, random.Next(1, 7)).Select(_ => new TextRun(Words(random, "ab,. "), random.Next(3))).ToList();
            if (string.IsNullOrWhiteSpace(string.Concat(runs.Select(run => run.Text))))
                continue;
            var block = new TextBlock(runs);
            var target = Words(random, "XY!漢 ").Trim();

            var texts = block.With(Translations.Of(block.Text, target));

            Assert.Equal(runs.Count, texts.Count);
            Assert.Equal(Visible(target), Visible(string.Concat(texts)));
        }

        static string Words(Random random, string alphabet) =>
            string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => alphabet[random.Next(alphabet.Length)]));

        static string Visible(string text) => string.Concat(text.Where(character => !char.IsWhiteSpace(character)));
    }
}
