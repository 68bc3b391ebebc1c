using System.Globalization;

namespace Nmt.Web.Components.Parts;

/// <summary>A stretch of a text, in UTF-16 units.</summary>
public readonly record struct TextPlace(int Start, int Length);

/// <summary>A word of a translation: how sure the model was of it, and which source words it comes from.</summary>
public sealed record TargetWord
{
    // Below an even chance the model would rather have said something else, taken together.
    private const double Doubt = 0.5;

    /// <summary>Where it stands in the translation.</summary>
    public required TextPlace Place { get; init; }

    public required string Text { get; init; }

    /// <summary>Which of the sentences that were translated by themselves it is in; 0 for the first.</summary>
    public required int Sentence { get; init; }

    /// <summary>Its sentence's translation up to it; ends with a space where one stands before the word.</summary>
    public required string Before { get; init; }

    /// <summary>Of the piece that the model was least sure of, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>What the model gave to the best other piece in that place; null where that was not kept.</summary>
    public double? RunnerUp { get; init; }

    /// <summary>The places in the source text of the words that it looked at most; empty where that is not known.</summary>
    public IReadOnlyList<TextPlace> Sources { get; init; } = [];

    /// <summary>True for a word, not a mark, that the model gave less than an even chance.</summary>
    public bool IsDoubtful => Probability < Doubt && Text.Any(char.IsLetterOrDigit);

    /// <summary>How sure the model was, in words.</summary>
    public string Confidence
    {
        get
        {
            string own = Probability < 0.995 ? Percent(Probability) : "more than 99 %";
            string sure = IsDoubtful ? "Unsure" : Probability < 0.8 ? "Fairly sure" : "Sure";
            return RunnerUp switch
            {
                null => $"{sure}: the model gave this word {own}.",
                { } rival when rival > Probability => $"{sure}: the model gave this word {own}; it liked another better here ({Percent(rival)}), but not with what follows.",
                { } rival => $"{sure}: the model gave this word {own}, the runner-up {Percent(rival)}.",
            };
        }
    }

    internal static string Percent(double probability) => probability is > 0 and < 0.01
        ? "less than 1 %"
        : string.Create(CultureInfo.InvariantCulture, $"{100 * probability:0} %");
}
