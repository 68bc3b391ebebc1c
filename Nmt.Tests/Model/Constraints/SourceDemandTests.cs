using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Constraints;

/// <summary>What the source says must stand in the translation: glossary and copies.</summary>
public sealed class SourceDemandTests
{
    [Theory]
    [InlineData(CopyKinds.Numbers, "At 12:30, 3.14 of 1,000 on 5/6; not a4 or 4b.", "12:30|3.14|1,000|5/6")]
    [InlineData(CopyKinds.Numbers, "No 42.", "42")]
    [InlineData(CopyKinds.Numbers, "See http://a.de/7 and x1@b.de", "")]
    [InlineData(CopyKinds.Urls, "See https://a.de/x?q=1&b=2. Or (www.b.org/c), http://c.d!", "https://a.de/x?q=1&b=2|www.b.org/c|http://c.d")]
    [InlineData(CopyKinds.Emails, "Write to jo.doe+x@mail.example.org, please.", "jo.doe+x@mail.example.org")]
    [InlineData(CopyKinds.Names, "The man met Anna Schmidt in New York. Then NASA called.", "Anna Schmidt|New York|NASA")]
    [InlineData(CopyKinds.Marked, "A [[red]] and [[ Big One ]] thing", "red|Big One")]
    [InlineData(CopyKinds.Numbers | CopyKinds.Emails, "5 for a5@b.de", "a5@b.de|5")]
    [InlineData(CopyKinds.None, "5 for a5@b.de", "")]
    public void Find_WhatIsToBeCopied(CopyKinds kinds, string text, string expected) =>
        Assert.Equal(expected, string.Join('|', CopyPatterns.Find(text, kinds).Phrases));

    [Fact]
    public void Find_Marks_AreTakenAway() => Assert.Equal("A red thing", CopyPatterns.Find("A [[red]] thing", CopyKinds.Marked).Text);

    [Fact]
    public void Find_MarksNotAskedFor_StayText() => Assert.Equal("A [[red]] thing", CopyPatterns.Find("A [[red]] thing", CopyKinds.Numbers).Text);

    [Fact]
    public void Glossary_WholeWords_TheLongestFirst()
    {
        var glossary = Glossary.Of(("dog", "Hund"), ("hot dog", "Hotdog"), ("cat", "Katze"));

        Assert.Equal(["Hotdog", "Hund"], glossary.Find("A hot dog for a dog, no category."));
        Assert.Empty(glossary.Find("A Dog is no dogma"));
    }

    [Fact]
    public void Read_File_CommentsAndBlanksSkipped()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["g.tsv"], "# animals\n\ndog\tHund\r\n hot  dog \tHotdog\n");

        var glossary = Glossary.Read(folder["g.tsv"]);

        Assert.Equal(2, glossary.Count);
        Assert.Equal(["Hotdog"], glossary.Find("a hot dog"));
    }

    [Theory]
    [InlineData("dog Hund\n", "g.tsv, line 1: expected a source phrase, one tab and a target phrase, found 'dog Hund'")]
    [InlineData("# x\ndog\t \n", "g.tsv, line 2: expected")]
    [InlineData("a\tb\tc\n", "g.tsv, line 1: expected")]
    [InlineData("dog\tHund\ncat\tKatze\ndog\tKöter\n", "g.tsv, line 3: 'dog' has a translation already, in line 1")]
    public void Read_WrongLine_ErrorNamesIt(string text, string expected)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["g.tsv"], text);

        Assert.Contains(expected, Assert.Throws<NmtException>(() => Glossary.Read(folder["g.tsv"])).Message);
    }
}
