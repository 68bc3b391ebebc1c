using System.Text;
using System.Text.RegularExpressions;
using Nmt.Data;

namespace Nmt.Tests.Data;

public sealed partial class CorpusBuilderTests(CorpusBuilderTests.BuiltCorpus built) : IClassFixture<CorpusBuilderTests.BuiltCorpus>
{
    private static readonly string[] Files = ["train.en", "train.de", "dev.en", "dev.de", "test.en", "test.de"];

    public static TheoryData<string> FileNames => [.. Files];

    private Corpus Corpus => built.Corpus;

    [Theory]
    [MemberData(nameof(FileNames))]
    public void Build_CommittedFiles_AreByteForByteWhatTheGeneratorWrites(string name)
    {
        IReadOnlyList<SentencePair> part = name.Split('.')[0] switch
        {
            "train" => Corpus.Train,
            "dev" => Corpus.Dev,
            _ => Corpus.Test,
        };
        IEnumerable<string> lines = part.Select(pair => name.EndsWith(".en", StringComparison.Ordinal) ? pair.English : pair.German);
        byte[] expected = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));

        byte[] committed = File.ReadAllBytes(Path.Combine(CommittedCorpus.Folder, name));

        Assert.True(expected.AsSpan().SequenceEqual(committed), $"data/{name} is not what the generator writes: run `dotnet run --project data/generator` and commit.");
    }

    [Fact]
    public void Build_Sizes_AreThoseOfTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(CommittedCorpus.Folder, "README.md"));

        Assert.InRange(Corpus.Train.Count, 28000, 36000);
        Assert.Equal(500, Corpus.Dev.Count);
        Assert.Equal(1000, Corpus.Test.Count);
        Assert.Contains(FormattableString.Invariant($"| train | {Corpus.Train.Count:N0} |"), readme, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_Readme_HasTheHashOfEachFile()
    {
        string readme = File.ReadAllText(Path.Combine(CommittedCorpus.Folder, "README.md"));

        foreach (string name in Files)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(CommittedCorpus.Folder, name));
            string hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
            Assert.Contains(hash, readme, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Build_EnglishSentences_AreAllDistinct()
    {
        string[] sources = [.. Corpus.Train.Concat(Corpus.Dev).Concat(Corpus.Test).Select(pair => pair.English)];

        Assert.Empty(sources.GroupBy(line => line, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void Build_HeldOutFramesAndLines_AreNotInTraining()
    {
        HashSet<string> frames = [.. Corpus.Train.Select(pair => pair.Frame)];
        HashSet<string> english = [.. Corpus.Train.Select(pair => Corpus.Key(pair.English))];
        HashSet<string> german = [.. Corpus.Train.Select(pair => Corpus.Key(pair.German))];

        foreach (SentencePair pair in Corpus.Dev.Concat(Corpus.Test))
        {
            Assert.DoesNotContain(pair.Frame, frames);
            Assert.DoesNotContain(Corpus.Key(pair.English), english);
            Assert.DoesNotContain(Corpus.Key(pair.German), german);
        }
        Assert.Empty(Corpus.Dev.Select(pair => pair.Frame).Intersect(Corpus.Test.Select(pair => pair.Frame)));
    }

    [Fact]
    public void Build_Frames_AreMany()
    {
        Assert.True(Corpus.Train.Select(pair => pair.Frame).Distinct().Count() >= 5000);
        Assert.True(Corpus.Test.Select(pair => pair.Frame).Distinct().Count() >= 400);
    }

    [Fact]
    public void Build_TestVocabulary_IsCoveredByTraining()
    {
        Assert.True(Coverage(pair => pair.English) >= 0.99);
        Assert.True(Coverage(pair => pair.German) >= 0.99);

        double Coverage(Func<SentencePair, string> side)
        {
            HashSet<string> known = [.. Corpus.Train.SelectMany(pair => Corpus.Words(side(pair)))];
            string[] asked = [.. Corpus.Test.SelectMany(pair => Corpus.Words(side(pair))).Distinct()];
            return asked.Count(known.Contains) / (double)asked.Length;
        }
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void CommittedLines_AreWellFormed(string name)
    {
        Regex form = name.StartsWith("train", StringComparison.Ordinal) ? Tidy() : WellFormed();

        Assert.All(CommittedCorpus.Lines(name), line => Assert.Matches(form, line));
    }

    [Fact]
    public void Build_Punctuation_IsTheSameOnBothSides()
    {
        // A wish may be an exclamation on one side only; a question is a question on both.
        Assert.All(Corpus.Train, pair => Assert.Equal(pair.English.EndsWith('?'), pair.German.EndsWith('?')));
    }

    [Fact]
    public void Build_NoSentence_HoldsAnUnfilledSlot()
    {
        Assert.All(Corpus.Train.Concat(Corpus.Dev).Concat(Corpus.Test), pair =>
        {
            Assert.Equal(-1, (pair.English + pair.German).IndexOfAny(['{', '}', '<', '>', '~', '|', '@', '[', ']', '_', '\t']));
        });
    }

    [Fact]
    public void Build_Twice_GivesTheSame()
    {
        Corpus again = new CorpusBuilder().Build();

        Assert.Equal(Corpus.Train, again.Train);
        Assert.Equal(Corpus.Test, again.Test);
    }

    // A letter or digit first, single spaces, no space before punctuation, no two marks together.
    [GeneratedRegex(@"^[\p{L}\p{N}](?!.* {2})(?!.* [.,!?])(?!.*[,.!?]{2}).*[\p{L}\p{N}.!?]$")]
    private static partial Regex Tidy();

    // The same with a capital letter or digit first and . ! or ? last.
    [GeneratedRegex(@"^[\p{Lu}\p{N}](?!.* {2})(?!.* [.,!?])(?!.*[,.!?]{2}).*[^ ][.!?]$")]
    private static partial Regex WellFormed();

    /// <summary>The corpus is built once for the tests of this class.</summary>
    public sealed class BuiltCorpus
    {
        internal Corpus Corpus { get; } = new CorpusBuilder().Build();
    }
}
