using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Tests.Fakes;
using Nmt.Training.Evaluation;
using TorchSharp;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>Models of the other direction choose. All have random weights.</summary>
public sealed class ReverseRankingTests : IDisposable
{
    private const string Source = "hello lo he";

    private readonly TemporaryFolder _folder = new();
    private readonly ModelBundle _forward;

    public ReverseRankingTests()
    {
        TinyBundle.Write(_folder["en-de"]);
        TinyBundle.Write(_folder["de-en"], "de", "en", seed: 6);
        TinyBundle.Write(_folder["de-en-2"], "de", "en", seed: 7);
        _forward = ModelBundle.Load(_folder["en-de"], torch.CPU);
    }

    public void Dispose()
    {
        _forward.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(0.7)]
    [InlineData(1e9)]
    public void Rank_ByScoreAndWhatGivesBackTheSource(double weight)
    {
        TranslationHypothesis[] found = [Of("lo lo", -0.5), Of("he hello", -0.6), Of("x", -0.7), Of("", -0.8), Of("hello hello lo", -0.9)];
        using var ranking = Load(weight, keep: 5, "de-en");

        var ranked = ranking.Rank(Source, found, areDraws: false);

        var expected = found.Select(each => (each.Text, Back: Back("de-en", each.Text), each.Score))
            .OrderByDescending(each => each.Score + (weight * each.Back)).ToList();
        Assert.Equal(expected.Select(each => each.Text), ranked.Select(each => each.Text));
        Assert.All(expected.Zip(ranked), pair => Assert.Equal(pair.First.Back, pair.Second.ReverseScore!.Value, 1e-6));
        Assert.All(ranked, each => Assert.Contains(found, own => own == each with { ReverseScore = null }));
    }

    [Fact]
    public void Rank_SeveralModels_CountTheSame()
    {
        using var ranking = Load(0.5, keep: 1, "de-en", "de-en-2");

        var chosen = Assert.Single(ranking.Rank(Source, [Of("lo lo", -0.5), Of("he hello", -0.6)], areDraws: false));

        Assert.Equal((Back("de-en", chosen.Text) + Back("de-en-2", chosen.Text)) / 2, chosen.ReverseScore!.Value, 1e-6);
    }

    [Fact]
    public void Rank_OneTextTwice_TheBetterScored()
    {
        using var ranking = Load(0.5, keep: 9, "de-en");

        var ranked = ranking.Rank(Source, [Of("lo", -0.5), Of("lo", -0.9)], areDraws: false);

        Assert.Equal(-0.5, Assert.Single(ranked).Score);
    }

    [Fact]
    public void Rank_ModelOfSeveralDirections_ReadsTheTagOfTheSourcesLanguage()
    {
        TinyBundle.Join(_folder["joined"], new("de", "en"), new("fr", "de"));
        using var ranking = Load(1, keep: 1, "joined");
        using var joined = ModelBundle.Load(_folder["joined"], torch.CPU);

        var chosen = ranking.Rank(Source, [Of("lo lo", -0.5)], areDraws: false)[0];

        var expected = new ForcedScoring(joined.Model, joined.Tokenizer).Score(["lo lo"], [Source], joined.TagFor("en"))[0].Score;
        Assert.Equal(expected, chosen.ReverseScore!.Value, 1e-6);
    }

    [Theory]
    [InlineData("fr", "en", "found fr-en")]
    [InlineData("en", "de", "found en-de")]
    public void Load_NotTheOppositeDirection_ErrorNamesBoth(string source, string target, string expected)
    {
        TinyBundle.Write(_folder["other"], source, target);

        var error = Assert.Throws<NmtException>(() => Load(1, keep: 1, "de-en", "other"));

        Assert.Contains($"--reverse {_folder["other"]}: expected a model that translates de-en", error.Message);
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Load_ForwardModelOfSeveralLanguages_ErrorSaysWhich()
    {
        TinyBundle.Join(_folder["joined"], new("en", "de"), new("fr", "de"), new("en", "fr"));
        using var joined = ModelBundle.Load(_folder["joined"], torch.CPU);

        var several = Assert.Throws<NmtException>(() => ReverseRanking.Load([_folder["de-en"]], joined, "de", 1, 1, "cpu"));
        var unknown = Assert.Throws<NmtException>(() => ReverseRanking.Load([_folder["de-en"]], joined, "it", 1, 1, "cpu"));
        TinyBundle.Write(_folder["fr-en"], "fr", "en");
        using var one = ReverseRanking.Load([_folder["fr-en"]], joined, "fr", 1, 1, "cpu");

        Assert.Contains("expected a model that reads one language, which --reverse gives back, found en, fr", several.Message);
        Assert.Contains("expected one of them as the target language, found 'it'", unknown.Message);
        Assert.Equal(1, one.Keep);
    }

    private ReverseRanking Load(double weight, int keep, params string[] models) =>
        ReverseRanking.Load(models.Select(model => _folder[model]), _forward, into: null, weight, keep, "cpu");

    private double Back(string model, string translation)
    {
        using var bundle = ModelBundle.Load(_folder[model], torch.CPU);
        return new ForcedScoring(bundle.Model, bundle.Tokenizer).Score([translation], [Source], tag: [])[0].Score;
    }

    private static TranslationHypothesis Of(string text, double score) => new()
    {
        Text = text,
        Score = score,
        LogProbability = score,
        Pieces = [],
        PieceLogProbabilities = [],
        Attention = [],
    };
}
