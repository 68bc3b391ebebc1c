using Nmt.Model.Search;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

/// <summary>When a hypothesis, a sentence and a search end.</summary>
public sealed class BeamEndingTests
{
    private const int A = 3;
    private const int B = 4;
    private const int C = 5;

    private static readonly BeamSearch Beam = new();
    private static readonly SearchOptions ThreePieces = new() { MaxLengthRatio = 0, MaxLengthOffset = 3 };

    [Fact]
    public void Search_NothingCanBeatTheFirstEnding_StopsThere()
    {
        // "A" ends at once with all the probability there is: a beam of 5 need not be filled.
        var model = SearchCase.Table(new() { [""] = [0, 0, 0, 0.98, 0.01, 0.01], ["3"] = [0, 0, 0.98, 0.01, 0.005, 0.005] }, otherwise: [0, 0, 1, 1, 1, 1]);

        SearchCase.Run(Beam, model, new SearchOptions { Normalization = LengthNormalization.None }, [[A]]);

        Assert.Equal(2, model.Steps.Count);
    }

    [Fact]
    public void Search_ModelNeverEnds_CutAtTheCapOfEachSentence()
    {
        var model = new ScriptedStepModel(6, (_, prefix) => [0, 0, 1e-6, prefix.Length + 1, 1, 1]);
        var options = new SearchOptions { MaxLengthRatio = 1.5, MaxLengthOffset = 1 };

        var found = SearchCase.Run(Beam, model, options, [[A], [A, B, C, A], [A, B]]);

        Assert.Equal([2, 7, 4], found.Select(result => result.Best.Ids.Count)); // floor(1.5 n) + 1
        Assert.All(found, result => Assert.True(result.Best.Truncated));
        Assert.All(found, result => Assert.Equal(Math.Log(1e-6), result.Best.PieceLogProbabilities[^1], 2.5)); // Eos is paid for
    }

    [Fact]
    public void Search_LoopOfLikelyPieces_DoesNotWinOverATranslationThatEnds()
    {
        // "A B" ends well; "C C C ..." is likelier piece by piece, but nothing ever ends it.
        var model = new ScriptedStepModel(6, (_, prefix) => prefix switch
        {
            [] => [0, 0, 1e-9, 5, 0, 5],
            [A] => [0, 0, 1e-9, 1, 8, 1],
            [A, B] => [0, 0, 8, 1, 1, 0],
            _ => [0, 0, 1e-4, 0.01, 0.01, 1],
        });

        var found = SearchCase.Run(Beam, model, new SearchOptions { NBest = 5, MaxLengthOffset = 60 }, [[A, B]])[0].Hypotheses;

        Assert.Equal([A, B], found[0].Ids);
        Assert.False(found[0].Truncated);
        Assert.Contains(found, hypothesis => hypothesis.Truncated && hypothesis.Score > found[0].Score);
    }

    [Fact]
    public void Search_EosAPoorCandidateInEveryStep_DoesNotStopTheBestTooEarly()
    {
        var model = new ScriptedStepModel(6, (_, prefix) => prefix.Length < 12 ? [0, 0, 0.01, 0.97, 0.001, 0.001] : [0, 0, 1, 0, 0, 0]);

        Assert.Equal(12, SearchCase.Run(Beam, model, new SearchOptions(), [[A]])[0].Best.Ids.Count);
    }

    [Fact]
    public void Search_EndsExactlyAtTheCap_NotTruncated()
    {
        var model = new ScriptedStepModel(6, (_, prefix) => prefix.Length < 3 ? [0, 0, 0, 8, 1, 1] : [0, 0, 10, 1, 1, 1]);

        var best = SearchCase.Run(Beam, model, ThreePieces, [[A]])[0].Best;

        Assert.Equal([A, A, A], best.Ids);
        Assert.False(best.Truncated);
    }

    [Fact]
    public void Search_EosLikeliestAtOnce_StillOnePiece()
    {
        var model = new ScriptedStepModel(6, (_, _) => [0, 0, 100, 2, 1, 1]);

        var best = SearchCase.Run(Beam, model, ThreePieces with { Beam = 2 }, [[A]])[0].Best;

        Assert.Equal([A], best.Ids);
        Assert.Equal((2, 1), model.Steps[1]); // Eos took no place in the beam
    }

    [Fact]
    public void Search_EosBehindTheBestContinuations_EndsNothing()
    {
        // After A and B the best continuations are "A Eos", "B A", "B Eos": with a beam of 2 the third ends nothing.
        var model = SearchCase.Table(
            new() { [""] = [0, 0, 0, 0.55, 0.45, 0], ["3"] = [0, 0, 0.9, 0, 0, 0.1], ["4"] = [0, 0, 0.45, 0.55, 0, 0] },
            otherwise: [0, 0, 1e-3, 1, 1, 1]);
        var options = ThreePieces with { Beam = 2, NBest = 2, Normalization = LengthNormalization.None };

        var found = SearchCase.Run(Beam, model, options, [[A]])[0].Hypotheses;

        Assert.Equal([A], found[0].Ids);
        Assert.Equal([B, A], found[1].Ids.Take(2));
        Assert.True(found[1].Truncated);
    }

    [Fact]
    public void Search_FinishedSentences_LeaveTheBatch()
    {
        // Sentence [n times A] ends after n pieces with certainty: one leaves at each step.
        var model = new ScriptedStepModel(6, (source, prefix) => prefix.Length < source.Length ? [0, 0, 0, 1, 0, 0] : [0, 0, 1, 0, 0, 0]);
        var options = new SearchOptions { Beam = 3 };

        var found = SearchCase.Run(Beam, model, options, [[A, A], [A], [A, A, A]]);

        Assert.Equal([2, 1, 3], found.Select(result => result.Best.Ids.Count));
        Assert.Equal([3, 3, 2, 1], model.Steps.Select(step => step.Sentences));
    }
}
