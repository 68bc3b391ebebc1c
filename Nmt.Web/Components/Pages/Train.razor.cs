using Microsoft.AspNetCore.Components;
using Nmt.Web.Services.Workshop;

namespace Nmt.Web.Components.Pages;

/// <summary>The page that trains: what runs, and a new run from a corpus. Runs are read from the disk once a second.</summary>
public sealed partial class Train : ComponentBase
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private IReadOnlyList<RunView> _runs = [];
    private IReadOnlyList<StoredCorpus> _corpora = [];
    private StoredCorpus? _corpus;
    private string? _selected;
    private ITimer? _timer;

    [Inject]
    private TrainingRuns Trainings { get; set; } = null!;

    [Inject]
    private CorpusStore Corpora { get; set; } = null!;

    [Inject]
    private WorkshopAccess Access { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    [Inject]
    private ILoggerFactory Loggers { get; set; } = null!;

    private RunView? Current => _runs.FirstOrDefault(run => run.Name == _selected) ?? (_runs.Count > 0 ? _runs[0] : null);

    public void Dispose() => _timer?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        if (!await Access.IsOpenAsync())
        {
            return;
        }

        Refresh();
        _corpus = _corpora.Count > 0 ? _corpora[0] : null;
        if (RendererInfo.IsInteractive)
        {
            _timer = Time.CreateTimer(_ => _ = InvokeAsync(Look), null, Interval, Interval);
        }
    }

    private void Look()
    {
        ReadRuns();
        StateHasChanged();
    }

    private void ReadRuns()
    {
        try
        {
            _runs = Trainings.List();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(Loggers.CreateLogger<Train>(), fault);
        }
    }

    private void Refresh()
    {
        ReadRuns();
        try
        {
            _corpora = Corpora.List();
            _corpus = _corpus is { } chosen ? _corpora.FirstOrDefault(each => each.Id == chosen.Id) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(Loggers.CreateLogger<Train>(), fault);
        }
    }

    private void Select(string name) => _selected = name;

    private void Choose(ChangeEventArgs change) => _corpus = _corpora.FirstOrDefault(each => each.Id == change.Value?.ToString());

    private void Take(StoredCorpus corpus)
    {
        _corpus = corpus;
        Refresh();
    }

    private void StartedRun(string name)
    {
        _selected = name;
        Refresh();
    }

    [LoggerMessage(LogLevel.Warning, "The runs or the corpora could not be read; the next look is in a second.")]
    private static partial void LogUnreadable(ILogger logger, Exception fault);
}
