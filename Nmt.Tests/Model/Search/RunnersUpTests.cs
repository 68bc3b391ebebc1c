using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

public sealed class RunnersUpTests
{
    private const int Vocabulary = 9;

    private static readonly int[] Source = [3, 5];

    public static TheoryData<string, SearchOptions> Searches => new()
    {
        { "greedy", new() { Beam = 1 } },
        { "beam", new() { Beam = 3, NBest = 3 } },
        { "rules", new() { Beam = 3, NBest = 2, NoRepeatNgram = 1, MinLength = 3 } },
        { "sampling", new() { NBest = 3, Sampling = new() { Seed = 4 } } },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public void Search_RunnersUp_AreTheLikeliestOthersOfTheModelItself(string name, SearchOptions options)
    {
        ISearch search = name switch { "greedy" => new GreedySearch(), "sampling" => new SamplingSearch(), _ => new BeamSearch() };
        for (var seed = 0; seed < 5; seed++)
        {
            var model = new ScriptedStepModel(Vocabulary, ScriptedStepModel.Arbitrary(Vocabulary, seed));
            var found = SearchCase.Run(search, model, options with { KeepRunnersUp = 4, MaxLengthOffset = 3 }, [[4], Source])[1];
            Assert.All(found.Hypotheses, hypothesis =>
            {
                int[] pieces = [.. hypothesis.Ids, SpecialTokens.Eos];
                Assert.Equal(pieces.Length, hypothesis.RunnersUp.Count);
                for (var step = 0; step < pieces.Length; step++)
                {
                    var scripted = model.LogProbabilities(Source, pieces[..step]);
                    var expected = Enumerable.Range(SpecialTokens.Eos, Vocabulary - SpecialTokens.Eos)
                        .Where(piece => piece != pieces[step]).OrderByDescending(piece => scripted[piece]).Take(4)
                        .Select(piece => (piece, scripted[piece]));
                    Assert.Equal(expected, hypothesis.RunnersUp[step]);
                }
            });
        }
    }

    [Fact]
    public void Search_MoreThanThereAre_GivesAll()
    {
        var model = new ScriptedStepModel(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, 1));
        var found = SearchCase.Run(new BeamSearch(), model, new() { KeepRunnersUp = 100 }, [[4]])[0];
        Assert.All(found.Best.RunnersUp, others => Assert.Equal(SearchCase.Vocabulary - SpecialTokens.Eos - 1, others.Count));
    }

    [Fact]
    public void Search_NotAskedFor_KeepsNone()
    {
        var model = new ScriptedStepModel(SearchCase.Vocabulary, ScriptedStepModel.Arbitrary(SearchCase.Vocabulary, 1));
        Assert.Empty(SearchCase.Run(new BeamSearch(), model, new(), [[4]])[0].Best.RunnersUp);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(101)]
    public void Faults_OutOfRange_IsNamed(int count) => Assert.Equal(
        $"runners-up: expected 0 to 100, found {count}.", Assert.Single(new SearchOptions { KeepRunnersUp = count }.Faults()));
}
