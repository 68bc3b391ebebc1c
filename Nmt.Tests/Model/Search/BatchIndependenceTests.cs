using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

/// <summary>The same sentence alone, among 64 and beside one of 300 pieces, under every control that a search has.</summary>
public sealed class BatchIndependenceTests
{
    public static TheoryData<string, SearchOptions> Searches => new()
    {
        { "greedy", new() { Beam = 1 } },
        { "beam", new() { NBest = 5 } },
        { "score", new() { NBest = 3, CoveragePenalty = 0.2, WordReward = 0.1, Normalization = LengthNormalization.Gnmt } },
        { "rules", new() { NBest = 3, NoRepeatNgram = 2, MinLength = 4, PruneRelative = 0.01 } },
        { "groups", new() { Beam = 6, NBest = 6, Groups = 3 } },
        { "sampling", new() { NBest = 4, Sampling = new() { Seed = 5, TopK = 8 } } },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_AloneOrNot_SameTranslationsAndScores(string name, SearchOptions options)
    {
        using var model = TinyModel.Create(TinyModel.Config);
        var random = new Random(8);
        options = options with { KeepUncertainty = true, MaxLengthRatio = 0.5, MaxLengthOffset = 8 };
        int[][] sentences = [.. Enumerable.Range(0, 64).Select(i => Piece(random, i == 33 ? 300 : 1 + (i % 11)))];
        ISearch search = options.Sampling is not null ? new SamplingSearch() : options.Beam == 1 ? new GreedySearch() : new BeamSearch();

        var together = SearchCase.Run(search, model, options, sentences);

        foreach (var i in (int[])[0, 5, 33, 40, 63])
        {
            AssertSame(name, SearchCase.Run(search, model, options, [sentences[i]])[0], together[i]);
            AssertSame(name, SearchCase.Run(search, model, options, [sentences[i], sentences[33]])[0], together[i]);
        }
    }

    [Fact]
    public void Translate_ConstraintsOfALine_AreItsOwnInAnyBatch()
    {
        var tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count });
        using var translator = new Translator(model, tokenizer, 400, TorchSharp.torch.CPU);
        var options = new TranslationOptions { Search = new() { NBest = 3, MaxLengthOffset = 6 }, BatchSize = 64 };
        SourceLine[] lines = [.. Enumerable.Range(0, 63).Select(i => new SourceLine($"hello {i % 20}", Asked(i))), new(new string('x', 300), LineConstraints.None)];

        var together = translator.Translate(lines, options);

        for (var i = 0; i < lines.Length; i += 9)
        {
            var alone = translator.Translate([lines[i]], options)[0];
            Assert.Equal(alone.Hypotheses.Select(found => found.Text), together[i].Hypotheses.Select(found => found.Text));
            Assert.Equal(alone.Score, together[i].Score, 1e-5);
            Assert.StartsWith(lines[i].Constraints.Prefix, alone.Text, StringComparison.Ordinal);
            Assert.All(lines[i].Constraints.Required, phrase => Assert.Contains(phrase, alone.Text, StringComparison.Ordinal));
            Assert.All(lines[i].Constraints.Forbidden, phrase => Assert.Empty(WordBoundary.Find(alone.Text, phrase)));
        }

        static LineConstraints Asked(int i) => (i % 4) switch
        {
            0 => LineConstraints.None,
            1 => new() { Prefix = "he" },
            2 => new() { Required = ["hello lo", "42"] },
            _ => new() { Forbidden = ["hello", "lo"], Prefix = "h" },
        };
    }

    private static int[] Piece(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.Next(3, 19))];

    private static void AssertSame(string name, SearchResult expected, SearchResult found)
    {
        Assert.Equal((name, string.Join('|', expected.Hypotheses.Select(h => string.Join(' ', h.Ids)))), (name, string.Join('|', found.Hypotheses.Select(h => string.Join(' ', h.Ids)))));
        Assert.Equal(expected.Hypotheses.Select(h => h.Score), found.Hypotheses.Select(h => h.Score), (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(expected.Best.Uncertainty.Select(u => u.Entropy), found.Best.Uncertainty.Select(u => u.Entropy), (x, y) => Math.Abs(x - y) < 1e-4);
    }
}
