namespace Nmt.Training.Evaluation;

/// <summary>How chrF is computed. The defaults are sacreBLEU's: chrF2.</summary>
internal sealed record ChrfOptions
{
    /// <summary>The longest n-grams of characters; at least 0.</summary>
    public int CharOrder { get; init; } = 6;

    /// <summary>The longest n-grams of words; at least 0. With 2 the score is chrF++. The sum of both orders is at least 1.</summary>
    public int WordOrder { get; init; }

    /// <summary>How much more recall weighs than precision; at least 0.</summary>
    public int Beta { get; init; } = 2;

    /// <summary>Whether case is ignored.</summary>
    public bool Lowercase { get; init; }

    /// <summary>Whether white space is a character like any other.</summary>
    public bool Whitespace { get; init; }

    /// <summary>
    /// The mean of the F-scores of all orders, a tiny one standing in for those without n-grams, as in chrF++.py, NLTK and
    /// Moses. Otherwise the F-score of mean precision and recall over the orders that both sides are long enough for.
    /// </summary>
    public bool EpsilonSmoothing { get; init; }
}
