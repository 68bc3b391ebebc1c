using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>The page: it holds what was chosen and shows what the session says.</summary>
public sealed partial class Translate : ComponentBase
{
    private const int Hypotheses = 5;

    private LanguageChoice _choice = new("", "");
    private TranslationSession _session = null!;
    private SourceBox? _source;
    private DetectedLanguage? _detected;
    private IReadOnlyList<string> _readyBefore = [];
    private string _text = "";
    private string? _toast;
    private int _selected;
    private bool _inspecting;
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

    private string TargetLanguage => CurrentModel?.TargetLanguage ?? _choice.Target;

    private InstalledModel? CurrentModel => _choice.Find(Catalog.Models, SourceLanguage);

    private bool CanSwap =>
        SourceLanguage.Length > 0
        && Catalog.Models.Any(model => model.State == ModelState.Ready
            && model.SourceLanguage == TargetLanguage
            && model.TargetLanguage == SourceLanguage);

    private bool IsDone => _session.State == SessionState.Done;

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

    private string[] Ready() =>
        [.. Catalog.Models.Where(model => model.State == ModelState.Ready).Select(model => model.Id)];

    private void TextChanged(string text)
    {
        // The browser keeps to the limit by maxlength; a caller that does not is cut here.
        int limit = Limits.Value.CharacterLimit;
        _text = text.Length <= limit ? text : text[..limit];
        Start();
    }

    private void Choose(LanguageChoice choice)
    {
        _choice = choice.Fit(Catalog.Models);
        Start();
    }

    private async Task SwapAsync()
    {
        if (!CanSwap)
        {
            return;
        }

        (string source, string target) = (TargetLanguage, SourceLanguage);
        string text = IsDone ? ShownText : _text;
        _choice = new LanguageChoice(source, target).Fit(Catalog.Models);
        _text = text;
        if (_source is not null)
        {
            await _source.SetTextAsync(text);
        }

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

    private void Select(int hypothesis) => _selected = IsDone ? hypothesis : 0;

    /// <summary>
    /// Begins to translate what there is now. The handler that called ends at once: the session reports by itself, and
    /// never throws.
    /// </summary>
    private void Start()
    {
        _selected = 0;
        _interrupted = false;
        _detected = _choice.Source == LanguageChoice.Auto ? Detect() : null;
        if (string.IsNullOrWhiteSpace(_text))
        {
            _session.Clear();
        }
        else if (CurrentModel is { } model)
        {
            _choice = _choice with { Target = model.TargetLanguage };
            _ = _session.RunAsync(new TranslationRequest
            {
                Model = model.Id,
                Texts = [_text],
                Hypotheses = Hypotheses,
                Attention = _inspecting,
            });
        }
    }

    /// <summary>The likeliest of the languages that the ready models read; null where nothing speaks for any.</summary>
    private DetectedLanguage? Detect()
    {
        string[] sources =
            [.. Catalog.Models.Where(model => model.State == ModelState.Ready).Select(model => model.SourceLanguage).Distinct()];
        DetectedLanguage? best = Detector.Detect(_text, sources).FirstOrDefault();
        return best is { Confidence: > 0 } ? best : null;
    }

    private void ModelsChanged() => _ = InvokeAsync(() =>
    {
        string[] ready = Ready();
        string[] fresh = [.. ready.Except(_readyBefore)];
        bool wasReady = _readyBefore.Count > 0;
        _readyBefore = ready;
        _choice = _choice.Fit(Catalog.Models);
        if (fresh.Length > 0)
        {
            InstalledModel model = Catalog.Models.First(each => each.Id == fresh[^1]);
            _toast = $"{model.Direction} is ready";
        }

        if (!wasReady)
        {
            Start();
        }

        StateHasChanged();
    });

    /// <summary>Nobody sees the answer now: the worker is for others until the browser is back.</summary>
    private void ConnectionLost() => _ = InvokeAsync(() => _interrupted |= _session.Cancel());

    private void ConnectionRestored() => _ = InvokeAsync(() =>
    {
        if (_interrupted)
        {
            Start();
        }
    });
}
