using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>How closely a reader looks at a translation.</summary>
public enum PageLook
{
    /// <summary>At the text alone.</summary>
    Outside,

    /// <summary>Into it: the attention is looked at, however long the text.</summary>
    Inside,

    /// <summary>At the search itself, while it goes.</summary>
    Search,
}

/// <summary>How the page asks for a translation: several hypotheses, and how sure the model was of each piece.</summary>
internal static class PageSearch
{
    /// <summary>Shown as other ways to say it.</summary>
    public const int Hypotheses = 5;

    // Attention is a square of the text's length. Beyond this, words are linked only while the inspector asks for it.
    private const int LinkedLength = 2_000;

    /// <summary>A request for the translation of one text.</summary>
    /// <param name="by">Which model translates it, into which language.</param>
    /// <param name="text">Within the server's limit.</param>
    /// <param name="changes">What the reader asks of the search.</param>
    /// <param name="look">How closely the reader looks.</param>
    /// <param name="beam">The server's own width.</param>
    public static TranslationRequest For(ServedDirection by, string text, Interventions changes, PageLook look, int beam)
    {
        bool attention = look != PageLook.Outside || text.Length <= LinkedLength;
        var options = new TranslationOptions
        {
            Search = new SearchOptions
            {
                Beam = Math.Max(beam, Hypotheses),
                NBest = Hypotheses,
                KeepAttention = attention,
                KeepUncertainty = true,
            },
            SplitSentences = true,
        };
        return new TranslationRequest
        {
            Model = by.Model.Id,
            Target = by.Target,
            Texts = [text],
            Hypotheses = Hypotheses,
            Attention = attention,
            Inspect = look == PageLook.Search,
            Search = changes.Apply(options),
        };
    }
}
