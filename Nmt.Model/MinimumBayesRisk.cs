namespace Nmt.Model;

/// <summary>
/// Chooses the translation with the greatest expected utility over all that were found, instead of the likeliest (Kumar
/// and Byrne 2004; Eikema and Aziz 2020). The translations found stand for the model's distribution: each by its
/// probability after beam search, each draw for as much as every other after sampling.
/// </summary>
/// <param name="Utility">Of one translation where another one is right.</param>
/// <param name="Keep">How many translations are returned, the best first; at least 1.</param>
public sealed record MinimumBayesRisk(ISentenceUtility Utility, int Keep = 1) : IHypothesisRanking
{
    /// <inheritdoc/>
    public string Name => "minimum Bayes risk";

    /// <summary>The expected utility of each text.</summary>
    /// <param name="texts">Different ones.</param>
    /// <param name="weights">How likely each is; any scale.</param>
    public double[] Expected(IReadOnlyList<string> texts, IReadOnlyList<double> weights)
    {
        var total = weights.Sum();
        double[,] utilities = Utility.Among(texts);
        var expected = new double[texts.Count];
        for (var hypothesis = 0; hypothesis < texts.Count; hypothesis++)
        {
            for (var reference = 0; reference < texts.Count; reference++)
                expected[hypothesis] += weights[reference] / total * utilities[hypothesis, reference];
        }

        return expected;
    }

    /// <inheritdoc/>
    public IReadOnlyList<TranslationHypothesis> Rank(string source, IReadOnlyList<TranslationHypothesis> found, bool areDraws)
    {
        var best = found.Max(hypothesis => hypothesis.LogProbability);
        var groups = found.GroupBy(hypothesis => hypothesis.Text, StringComparer.Ordinal).ToList();
        var expected = Expected(
            [.. groups.Select(group => group.Key)],
            [.. groups.Select(group => group.Sum(hypothesis => areDraws ? 1 : Math.Exp(hypothesis.LogProbability - best)))]);
        return [.. groups.Select((group, i) => group.First() with { Utility = expected[i] })
            .OrderByDescending(hypothesis => hypothesis.Utility).Take(Keep)];
    }
}
