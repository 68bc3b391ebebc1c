using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Constraints;

/// <summary>Beginnings of the parts of a text, each its own.</summary>
public sealed class LaterPrefixTests
{
    private const string Text = "Hello one. Second one! Third here.";

    [Fact]
    public void Translate_PrefixOfEachPart_EachBeginsWithItsOwn()
    {
        string[] parts = Parts(new LineConstraints { Prefix = "ab", LaterPrefixes = ["", "hello x"] });
        Assert.StartsWith("ab", parts[0], StringComparison.Ordinal);
        Assert.StartsWith("hello x", parts[2], StringComparison.Ordinal);
        Assert.Equal(Parts(LineConstraints.None)[1], parts[1]);
    }

    [Fact]
    public void Translate_PrefixOfALaterPartOnly_TheFirstIsFree()
    {
        string[] parts = Parts(new LineConstraints { LaterPrefixes = ["q"] });
        Assert.Equal(Parts(LineConstraints.None)[0], parts[0]);
        Assert.StartsWith("q", parts[1], StringComparison.Ordinal);
    }

    [Fact]
    public void And_OnlyOneHasPrefixes_ThoseHold()
    {
        var asked = new LineConstraints { LaterPrefixes = ["b"] };
        Assert.Equal(["b"], LineConstraints.None.And(asked).LaterPrefixes);
        Assert.Equal(["b"], asked.And(new LineConstraints { Prefix = "a" }).LaterPrefixes);
        Assert.Equal("", asked.And(new LineConstraints { Prefix = "a" }).Prefix);
    }

    /// <summary>What the pieces of each part spell.</summary>
    private static string[] Parts(LineConstraints asked)
    {
        using var folder = new TemporaryFolder();
        TinyBundle.Write(folder.Path);
        using Translator translator = Translator.Load(folder.Path);
        Translation found = translator.Translate(
            [Text], new TranslationOptions { SplitSentences = true, Constraints = asked })[0];
        Assert.Equal(3, found.Segments);
        return [.. string.Concat(found.Hypotheses[0].Pieces).Split("</s>").Select(part => part.TrimStart())];
    }
}
