using Nmt.Model;
using Nmt.Model.Batching;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using Nmt.Training.Corpus;
using Nmt.Training.Evaluation;
using TorchSharp;

namespace Nmt.Tests.Training.Evaluation;

public sealed class ForcedScoringTests
{
    public static TheoryData<string> Variants => [.. TinyModel.Variants.Keys];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Score_BeamSearchsOwnOutput_EqualsWhatItReports(string variant)
    {
        var tokenizer = TinyBundle.Tokenizer();
        using var model = TinyModel.Create(TinyModel.Variants[variant] with { VocabularySize = tokenizer.Vocabulary.Count });
        int[][] sources = [[.. tokenizer.Encode("hello hello lo")], [.. tokenizer.Encode("he")], [.. tokenizer.Encode("lo lo lo lo hello x y z")]];
        using var batch = TokenBatch.Source(sources, torch.CPU);
        var options = new SearchOptions { Beam = 3, NBest = 3, MaxLength = 12 };
        var found = new BeamSearch().Search(model, batch, options, progress: null, CancellationToken.None);
        var expected = sources.Zip(found).SelectMany(pair => pair.Second.Hypotheses.Select(hypothesis => (Source: pair.First, Hypothesis: hypothesis))).ToList();

        var scores = new ForcedScoring(model, tokenizer).Score(
            [.. expected.Select(pair => new EncodedPair(pair.Source, [.. pair.Hypothesis.Ids]))], CancellationToken.None);

        Assert.Equal(9, scores.Count);
        foreach (var (score, (_, hypothesis)) in scores.Zip(expected))
        {
            Assert.Equal(hypothesis.LogProbability, score.LogProbability, 1e-4);
            Assert.Equal(hypothesis.Score, score.Score, 1e-4);
            Assert.Equal(hypothesis.PieceLogProbabilities.Count, score.PieceLogProbabilities.Count);
            Assert.All(hypothesis.PieceLogProbabilities.Zip(score.PieceLogProbabilities), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
        }
    }

    [Fact]
    public void Score_LineAloneOrAmongOthers_IsTheSame()
    {
        using var bundle = new TinyBundleFolder();
        var scoring = new ForcedScoring(bundle.Loaded.Model, bundle.Loaded.Tokenizer);
        string[] sources = ["hello", "", "lo lo hello lo lo lo lo lo lo lo", "he"];
        string[] targets = ["lo", "", "hello", ""];

        var together = scoring.Score(sources, targets, tag: []);

        for (var i = 0; i < sources.Length; i++)
            Assert.Equal(scoring.Score([sources[i]], [targets[i]], tag: [])[0].LogProbability, together[i].LogProbability, 1e-5);
        Assert.Equal(0, together[1].LogProbability); // nothing was translated
        Assert.Empty(together[1].Pieces);
        Assert.Equal(["</s>"], together[3].Pieces); // an empty translation is one, and has its probability
        Assert.True(together[3].LogProbability < 0);
    }

    [Fact]
    public void Perplexity_OfScores_IsExpOfTheMean()
    {
        ForcedScore[] scores = [new(["a", "</s>"], [-1f, -2f]), new(["</s>"], [-3f])];

        var report = PerplexityReport.Of(scores, ["ab", "😀"]);

        Assert.Equal(Math.Exp(2), report.Perplexity, 1e-12);
        Assert.Equal(6 / Math.Log(2) / 3, report.BitsPerCharacter, 1e-12);
        Assert.Equal(Math.Exp(1.5), scores[0].Perplexity, 1e-12);
    }

    private sealed class TinyBundleFolder : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public TinyBundleFolder()
        {
            TinyBundle.Write(_folder["model"]);
            Loaded = ModelBundle.Load(_folder["model"], torch.CPU);
        }

        public ModelBundle Loaded { get; }

        public void Dispose()
        {
            Loaded.Dispose();
            _folder.Dispose();
        }
    }
}
