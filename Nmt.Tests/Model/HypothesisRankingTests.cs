using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Tests.Fakes;
using TorchSharp;

namespace Nmt.Tests.Model;

/// <summary>What a ranking is given by the translator, and what becomes of its choice.</summary>
public sealed class HypothesisRankingTests : IDisposable
{
    private readonly Nmt.Model.Network.Seq2SeqModel _model;
    private readonly Translator _translator;

    public HypothesisRankingTests()
    {
        var tokenizer = TinyBundle.Tokenizer();
        _model = TinyModel.Create(TinyModel.Config with { VocabularySize = tokenizer.Vocabulary.Count });
        _translator = new Translator(_model, tokenizer, maxSourceLength: 40, torch.CPU);
    }

    public void Dispose() => _model.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Translate_TheWorstIsChosen_OfEachLine(int workers)
    {
        string[] lines = ["hello", "", "lo  lo", "he hello lo", "hello"];
        var plain = new TranslationOptions { BatchSize = 1, Workers = workers, Search = new() { Beam = 4, NBest = 4, MaxLength = 8 } };
        var ranking = new WorstFirst();

        var expected = _translator.Translate(lines, plain);
        var ranked = _translator.Translate(lines, plain with { Ranking = ranking });

        Assert.Equal(expected.Select(line => line.Hypotheses[^1].Text), ranked.Select(line => line.Text));
        Assert.Equal(["he hello lo", "hello", "lo lo"], ranking.Sources.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Translate_TextOfTwoSentences_ScoreWeightedByPieces()
    {
        var options = new TranslationOptions { SplitSentences = true, Ranking = new WorstFirst(), Search = new() { Beam = 4, NBest = 4, MaxLength = 8 } };

        var whole = _translator.Translate(["Hello. Lo lo he x."], options)[0];
        var joined = whole.Hypotheses[0];

        var parts = _translator.Translate(["Hello.", "Lo lo he x."], options).Select(line => line.Hypotheses[0]).ToList();
        Assert.Equal(
            parts.Sum(part => part.ReverseScore!.Value * part.Pieces.Count) / parts.Sum(part => part.Pieces.Count), joined.ReverseScore!.Value, 1e-9);
        Assert.Equal(2, whole.Segments);
        Assert.NotEqual(parts[0].ReverseScore, parts[1].ReverseScore);
    }

    [Theory]
    [InlineData(1, 1, "worst first: expected at least 2 translations to choose from, found 1.")]
    [InlineData(3, 4, "worst first: expected 1 to 3 translations to keep, found 4.")]
    public void Faults_NothingToChooseFrom_Named(int found, int keep, string expected)
    {
        var options = new TranslationOptions { Search = new SearchOptions { NBest = found }, Ranking = new WorstFirst(keep) };

        Assert.Contains(expected, options.Faults());
    }

    private sealed class WorstFirst(int keep = 1) : IHypothesisRanking
    {
        private readonly List<string> _sources = [];

        public string Name => "worst first";

        public int Keep => keep;

        public IReadOnlyList<string> Sources => _sources;

        public IReadOnlyList<TranslationHypothesis> Rank(string source, IReadOnlyList<TranslationHypothesis> found, bool areDraws)
        {
            lock (_sources)
                _sources.Add(source);
            var worst = found.DistinctBy(each => each.Text).Last();
            return [worst with { ReverseScore = worst.Score }];
        }
    }
}
