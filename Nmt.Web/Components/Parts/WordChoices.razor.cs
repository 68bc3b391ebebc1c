using Microsoft.AspNetCore.Components;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// Asks for the words that could stand in a place: a search for the word's sentence that begins with all that stands
/// before the word, and whose trace tells what it saw next.
/// </summary>
public sealed partial class WordChoices : ComponentBase, IAsyncDisposable
{
    private const int Most = 8;

    // Wide, so that the search follows many words at once; the nodes are those of a few sentences' length.
    private static readonly SearchOptions Wide = new() { Beam = 10, KeepAttention = false, TraceNodes = 4_000 };

    private readonly CancellationTokenSource _gone = new();
    private ElementReference _root;
    private BrowserPart? _browser;
    private IReadOnlyList<NextWord>? _words;
    private string? _fault;

    /// <summary>Where. Another place is another component: see @key.</summary>
    [Parameter, EditorRequired]
    public WordPlace Place { get; set; } = null!;

    /// <summary>Raised with the word that the reader wants.</summary>
    [Parameter]
    public EventCallback<NextWord> Chosen { get; set; }

    [Parameter]
    public EventCallback Closed { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    protected override async Task OnInitializedAsync()
    {
        try
        {
            IReadOnlyList<Translation> found = await Translator.TranslateAsync(Request(), _gone.Token);
            _words = found[0].Traces is [var trace, ..] ? NextWords.Of(trace, Place.Word.Before, Most) : [];
        }
        catch (OperationCanceledException)
        {
            // The reader looks elsewhere.
        }
        catch (Exception fault) when (fault is UnavailableException or NmtException)
        {
            _fault = fault.Message;
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _browser = new BrowserPart(JS, nameof(WordChoices));
            await _browser.AttachAsync(_root, Place.Index);
        }
    }

    private TranslationRequest Request() => new()
    {
        Model = Place.Model,
        Target = Place.Language,
        Texts = [Place.Source],
        Search = new TranslationOptions
        {
            Search = Wide,
            Constraints = new LineConstraints { Prefix = Place.Word.Before },
        },
    };
}
