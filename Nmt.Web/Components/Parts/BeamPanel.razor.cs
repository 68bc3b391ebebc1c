using System.Globalization;
using Microsoft.AspNetCore.Components;
using Nmt.Model;
using Nmt.Web.Components.Pages;

namespace Nmt.Web.Components.Parts;

/// <summary>The search as a tree: of a finished translation to replay and to branch off, or of one under way as it grows.</summary>
public sealed partial class BeamPanel : ComponentBase
{
    // A node is six shapes.
    private const int MostNodes = 600;

    private BeamTrellis? _trellis;
    private (IReadOnlyList<SegmentTrace>?, int) _trellisOf;
    private IReadOnlySet<int> _path = new HashSet<int>();
    private BeamWindow? _window;
    private (BeamTrellis, int, bool) _windowOf;
    private BeamNode? _reached;
    private Walker? _walker;
    private bool _grown;
    private int _sentence;
    private int _shown;
    private bool _all;
    private bool _table;

    /// <summary>Its result carries the traces of the search.</summary>
    [Parameter, EditorRequired]
    public InspectorSubject Subject { get; set; } = null!;

    /// <summary>The search of a newer translation, which is under way, sentence by sentence; empty shows that of the subject.</summary>
    [Parameter]
    public IReadOnlyList<SegmentTrace> Live { get; set; } = [];

    /// <summary>Raised with what the reader wants the sentence to be decoded anew with.</summary>
    [Parameter]
    public EventCallback<SearchChange> Changed { get; set; }

    private IReadOnlyList<SegmentTrace> Traces => Live.Count > 0 ? Live : Subject.Result.Traces;

    protected override void OnParametersSet()
    {
        _sentence = Math.Clamp(_sentence, 0, Math.Max(0, Traces.Count - 1));
        if (!ReferenceEquals(_trellisOf.Item1, Traces) || _trellisOf.Item2 != _sentence)
        {
            Load();
        }

        _path = Marked();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The newest step is the last column.
        if (_grown && _walker is not null)
        {
            _grown = false;
            await _walker.ShowEndAsync();
        }
    }

    private void Choose(int sentence)
    {
        _sentence = Math.Clamp(sentence, 0, Traces.Count - 1);
        Load();
        _path = Marked();
    }

    private void Load()
    {
        // A tree that has stopped growing is seen as it was last.
        _grown = Live.Count > 0 || _trellis is { Running: true };
        _trellisOf = (Traces, _sentence);
        _trellis = Traces.Count == 0 ? null : BeamTrellis.Of(Traces[_sentence], running: Live.Count > 0);
        _shown = _trellis?.Steps ?? 0;
        _reached = null;
    }

    // A search under way has not chosen yet.
    private IReadOnlySet<int> Marked()
    {
        Range[] sentences = SentenceParts.Split(Subject.Hypothesis.Pieces);
        return _trellis is not { Running: false } || _sentence >= sentences.Length
            ? new HashSet<int>()
            : _trellis.PathOf([.. Subject.Hypothesis.Pieces.Take(sentences[_sentence])]);
    }

    // The same window for the same view: the picture is keyed by it, and its focus should stay.
    private BeamWindow Window(BeamTrellis trellis)
    {
        if (_window is null || _windowOf != (trellis, _shown, _all))
        {
            _windowOf = (trellis, _shown, _all);
            _window = trellis.Window(_shown, _all, MostNodes);
        }

        return _window;
    }

    private IEnumerable<BeamState> States(BeamWindow window) => window.Columns
        .SelectMany(column => column)
        .Select(node => _trellis!.StateOf(node, window.Shown))
        .Distinct()
        .Order();

    private void Replay(string step)
    {
        if (_trellis is { } trellis && int.TryParse(step, CultureInfo.InvariantCulture, out int shown))
        {
            _shown = Math.Clamp(shown, 1, trellis.Steps);
            _reached = null;
            _grown = true;
        }
    }

    private void Reach(Cell cell) => _reached = _trellis is { Running: false } ? _trellis.At(cell) : null;

    /// <summary>The attention that was held on the way to the branch belongs to it; what was held behind it does not.</summary>
    private async Task AdoptAsync(Cell cell)
    {
        if (_trellis is { Running: false } && _trellis.At(cell) is { } node)
        {
            await Changed.InvokeAsync(Subject.Change with
            {
                Prefix = _trellis.TextOf(node),
                Sentence = _sentence,
                Attention = [.. Subject.Change.Attention.Where(held => held.Segment != _sentence || held.Step <= node.Column)],
            });
        }
    }
}
