using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Nmt.Model;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>The page: it holds what was chosen and shows what the session says.</summary>
public sealed partial class Translate : ComponentBase
{
    private LanguageChoice _choice = new("", "");
    private TranslationSession _session = null!;
    private SourceBox? _source;
    private ServedDirection? _asked;
    private DetectedLanguage? _detected;
    private string _text = "";
    private string? _toast;
    private int _selected;
    private bool _inspecting;
    private bool _watching;
    private bool _interrupted;

    [SupplyParameterFromQuery(Name = "source")]
    public string? QuerySource { get; set; }

    [SupplyParameterFromQuery(Name = "target")]
    public string? QueryTarget { get; set; }

    [SupplyParameterFromQuery(Name = "model")]
    public string? QueryModel { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    public string? Query { get; set; }

    [Inject]
    private ITranslator Translator { get; set; } = null!;

    [Inject]
    private IModelCatalog Catalog { get; set; } = null!;

    [Inject]
    private LanguageDetector Detector { get; set; } = null!;

    [Inject]
    private CircuitConnection Connection { get; set; } = null!;

    [Inject]
    private IOptions<ServingOptions> Limits { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    private bool IsReady => Catalog.Models.Any(model => model.State == ModelState.Ready);

    /// <summary>The language of the text as far as it is known; empty where it is to be found out yet.</summary>
    private string SourceLanguage =>
        _choice.Source == LanguageChoice.Auto ? _detected?.Language ?? "" : _choice.Source;

    private string TargetLanguage => Current?.Target ?? _choice.Target;

    private ServedDirection? Current => _choice.Find(Catalog.Models, SourceLanguage);

    /// <summary>Whose translation is shown, though the model may be gone since; where there is none, whose would be.</summary>
    private ServedDirection? Shown => _session.Request is null ? Current : _asked;

    private string ShownLanguage => Shown?.Target ?? _choice.Target;

    private bool CanSwap =>
        SourceLanguage.Length > 0
        && ServedDirection.Of(Catalog.Models).Any(each => each.Source == TargetLanguage && each.Target == SourceLanguage);

    private bool IsDone => _session.State == SessionState.Done;

    private PageLook Look => !_inspecting ? PageLook.Outside : _watching ? PageLook.Search : PageLook.Inside;

    private string ShownText => IsDone && _session.Result is { } result && _selected < result.Hypotheses.Count
        ? result.Hypotheses[_selected].Text
        : _session.Text;

    /// <summary>Said once when a translation is complete, never for each word.</summary>
    private string Announcement => _session.State switch
    {
        SessionState.Done => $"Translation: {ShownText}",
        SessionState.Failed => _session.Fault ?? "",
        _ => "",
    };

    public void Dispose()
    {
        Catalog.Changed -= ModelsChanged;
        Connection.Lost -= ConnectionLost;
        Connection.Restored -= ConnectionRestored;
        _session.Dispose();
    }

    protected override void OnInitialized()
    {
        _session = new TranslationSession(Translator, Time, Loggers.CreateLogger<TranslationSession>());
        _session.Changed += StateHasChanged;
        _choice = new LanguageChoice(QuerySource ?? "", QueryTarget ?? "", QueryModel).Fit(Catalog.Models);
        _readyBefore = Ready();
        Catalog.Changed += ModelsChanged;
        Connection.Lost += ConnectionLost;
        Connection.Restored += ConnectionRestored;
    }

    private void TextChanged(string text)
    {
        string cut = Cut(text);
        if (cut == _text && !_interventions.IsEmpty)
        {
            // The browser is back, or the reader insists: what was asked of this text still holds.
            Again();
            return;
        }

        _text = cut;
        Start();
    }

    /// <summary>The browser keeps to the limit by maxlength; a caller that does not is cut here.</summary>
    private string Cut(string text) => text.Length <= Limits.Value.CharacterLimit ? text : text[..Limits.Value.CharacterLimit];

    private void Choose(LanguageChoice choice)
    {
        _choice = choice.Fit(Catalog.Models);
        Start();
    }

    private void Inspect(bool open)
    {
        _inspecting = open;
        if (open)
        {
            _ = _session.InspectAsync();
        }
    }

    private InspectorSubject Subject(Translation result) =>
        new(result, _selected, _session.Request?.Model ?? "", Shown?.Source ?? SourceLanguage, ShownLanguage)
        {
            Request = IsDone ? _session.Request : null,
            Change = _interventions.Newest,
        };

    private void Select(int hypothesis)
    {
        _selected = IsDone ? hypothesis : 0;
        _place = null;
    }

    /// <summary>Begins to translate what there is now, as the model would.</summary>
    private void Start()
    {
        _interventions = Interventions.None;
        Again();
    }

    private void Again() => Begin(quiet: false);

    /// <summary>
    /// Begins to translate with what the reader asked of the search. The handler that called ends at once: the session
    /// reports by itself, and never throws.
    /// </summary>
    /// <param name="quiet">What is shown stands until the new translation is complete.</param>
    private void Begin(bool quiet)
    {
        string? held = quiet ? ShownText : null;
        _selected = 0;
        _interrupted = false;
        _place = null;
        _improving = false;
        _detected = _choice.Source == LanguageChoice.Auto ? Detect(_text) : null;
        if (string.IsNullOrWhiteSpace(_text))
        {
            _session.Clear();
        }
        else if (Current is { } by)
        {
            _asked = by;
            _choice = _choice with { Target = by.Target };
            _ = TranslateAsync(PageSearch.For(by, _text, _interventions, Look, Limits.Value.Beam), held);
        }
    }

    private async Task TranslateAsync(TranslationRequest request, string? held)
    {
        await _session.RunAsync(request, held);
        if (IsDone && ReferenceEquals(_session.Request, request))
        {
            await RememberAsync();
        }
    }

    /// <summary>The likeliest of the languages that the ready models read; null where nothing speaks for any.</summary>
    private DetectedLanguage? Detect(string text)
    {
        string[] sources = [.. ServedDirection.Of(Catalog.Models).Select(each => each.Source).Distinct()];
        DetectedLanguage? best = Detector.Detect(text, sources).FirstOrDefault();
        return best is { Confidence: > 0 } ? best : null;
    }

    /// <summary>Nobody sees the answer now: the worker is for others until the browser is back.</summary>
    private void ConnectionLost() => _ = InvokeAsync(() => _interrupted |= _session.Cancel());

    private void ConnectionRestored() => _ = InvokeAsync(() =>
    {
        if (_interrupted)
        {
            Again();
        }
    });
}
