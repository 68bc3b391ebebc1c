using Nmt.Model;
using Nmt.Model.Constraints;

namespace Nmt.Web.Components.Pages;

/// <summary>
/// All that a reader has asked of the translation of one text so far: of each sentence the newest prefix, and of the rest
/// the newest. A new text begins without any.
/// </summary>
internal sealed record Interventions
{
    public static Interventions None { get; } = new();

    /// <summary>By sentence; blank for one that is free.</summary>
    private string[] Prefixes { get; init; } = [];

    /// <summary>The change that came last; it says all that was asked, but for the prefixes of other sentences.</summary>
    public SearchChange Newest { get; private init; } = new();

    public bool IsEmpty => Prefixes.Length == 0 && Newest.Attention.Count == 0 && Newest.Clamps.Count == 0;

    /// <summary>In words, for the reader.</summary>
    public string Summary => (Prefixes.Length > 0, Newest.Attention.Count + Newest.Clamps.Count > 0) switch
    {
        (true, true) => "Your words and your changes to the search are kept.",
        (true, false) => "Your words are kept; the rest is the model's.",
        _ => "Translated with your changes to the search.",
    };

    /// <summary>This and a change more.</summary>
    public Interventions With(SearchChange change)
    {
        string[] prefixes = [.. Prefixes, .. Enumerable.Repeat("", Math.Max(0, change.Sentence + 1 - Prefixes.Length))];
        prefixes[change.Sentence] = change.Prefix ?? prefixes[change.Sentence];
        return new Interventions { Prefixes = prefixes.All(string.IsNullOrWhiteSpace) ? [] : prefixes, Newest = change };
    }

    /// <summary>The options of a search that does as asked; the same object where nothing is asked.</summary>
    public TranslationOptions Apply(TranslationOptions options) => IsEmpty
        ? options
        : options with
        {
            Constraints = Prefixes is [var first, .. var later]
                ? new LineConstraints { Prefix = first, LaterPrefixes = later }
                : options.Constraints,
            ForcedAttention = Newest.Attention,
            Clamps = Newest.Clamps,
        };
}
