using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Model.Text;
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
    public void Translate_TextOfTwoSentences_ReverseScoreWeightedByPiecesOfTheSource()
    {
        var options = new TranslationOptions { SplitSentences = true, Ranking = new WorstFirst(), Search = new() { Beam = 4, NBest = 4, MaxLength = 8 } };

        var whole = _translator.Translate(["Hello. Lo lo he x."], options)[0];
        var joined = whole.Hypotheses[0];

        var parts = _translator.Translate(["Hello.", "Lo lo he x."], options).Select(line => (Best: line.Hypotheses[0], Source: line.SourcePieces.Count)).ToList();
        Assert.Equal(
            ((parts[0].Best.ReverseScore!.Value * parts[0].Source) + (parts[1].Best.ReverseScore!.Value * parts[1].Source)) / (parts[0].Source + parts[1].Source), joined.ReverseScore!.Value, 1e-9);
        Assert.Equal(2, whole.Segments);
        Assert.NotEqual(parts[0].Best.ReverseScore, parts[1].Best.ReverseScore);
    }

    [Fact]
    public void Translate_WhatTheLimitCutScoresBest_IsNoCandidate()
    {
        // "he" ends well; "lll..." is likelier piece by piece, but nothing ever ends it.
        var tokenizer = TinyBundle.Tokenizer();
        var (h, e, l) = (tokenizer.Vocabulary.IdOf("h"), tokenizer.Vocabulary.IdOf("e"), tokenizer.Vocabulary.IdOf("l"));
        var model = new ScriptedStepModel(tokenizer.Vocabulary.Count, (_, prefix) => prefix switch
        {
            [] => Weights((h, 5), (l, 5)),
            [var first] when first == h => Weights((e, 8), (h, 1), (l, 1)),
            [var first, var second] when (first, second) == (h, e) => Weights((SpecialTokens.Eos, 8), (h, 1), (e, 1)),
            _ => Weights((SpecialTokens.Eos, 1e-4), (h, 0.01), (e, 0.01), (l, 1)),
        });
        var options = new TranslationOptions { Search = new() { NBest = 5 } };
        using var translator = new Translator(model, tokenizer, maxSourceLength: 40, torch.CPU);

        var all = translator.Translate(["hello"], options)[0];
        var ranked = translator.Translate(["hello"], options with { Ranking = new WorstFirst() })[0];

        Assert.Contains("lll", all.Hypotheses[^1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("lll", ranked.Text, StringComparison.Ordinal);
        Assert.False(ranked.Truncated);

        double[] Weights(params (int Piece, double Weight)[] given) => WeightsOf(tokenizer, given);
    }

    [Fact]
    public void Translate_DrawsOfWhichTheLimitCutSome_AreAllCandidates()
    {
        // "h" ends at once, "l" never does: whichever is drawn first, each draw counts.
        var tokenizer = TinyBundle.Tokenizer();
        var (h, l) = (tokenizer.Vocabulary.IdOf("h"), tokenizer.Vocabulary.IdOf("l"));
        var model = new ScriptedStepModel(tokenizer.Vocabulary.Count, (_, prefix) => prefix switch
        {
            [] => WeightsOf(tokenizer, (h, 1), (l, 1)),
            [var first, ..] => WeightsOf(tokenizer, (first == h ? SpecialTokens.Eos : l, 1)),
        });
        using var translator = new Translator(model, tokenizer, maxSourceLength: 40, torch.CPU);
        var ranking = new WorstFirst();

        for (var seed = 1; seed <= 6; seed++)
            translator.Translate(["hello"], new TranslationOptions { Ranking = ranking, Search = new() { NBest = 8, Sampling = new() { Seed = seed } } });

        Assert.Equal(Enumerable.Repeat(8, 6), ranking.Counts);
    }

    private static double[] WeightsOf(SubwordTokenizer tokenizer, params (int Piece, double Weight)[] given)
    {
        var all = new double[tokenizer.Vocabulary.Count];
        foreach (var (piece, weight) in given)
            all[piece] = weight;
        all[SpecialTokens.Eos] = Math.Max(all[SpecialTokens.Eos], 1e-9);
        return all;
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

        /// <summary>How many translations there were to choose from, a call each.</summary>
        public List<int> Counts { get; } = [];

        public IReadOnlyList<TranslationHypothesis> Rank(string source, IReadOnlyList<TranslationHypothesis> found, bool areDraws)
        {
            lock (_sources)
            {
                _sources.Add(source);
                Counts.Add(found.Count);
            }

            var worst = found.DistinctBy(each => each.Text).Last();
            return [worst with { ReverseScore = worst.Score }];
        }
    }
}
