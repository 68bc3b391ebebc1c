using System.Globalization;
using Microsoft.AspNetCore.Components;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>
/// What the network's cells remember and forget. It holds one layer's numbers at a time: another side or layer is asked
/// for anew, which is quick, so that a page left open costs the server little.
/// </summary>
public sealed partial class MemoryPanel : ComponentBase, IDisposable
{
    private IReadOnlyList<MemorySentence> _sentences = [];
    private IReadOnlyList<UnitClamp> _clamps = [];
    private InspectorSubject? _shown;
    private CancellationTokenSource? _running;
    private Reading? _reading;
    private HeatPicture? _picture;
    private (LayerMemory, MemoryQuantity, UnitRanking, int)? _pictureOf;
    private int[] _order = [];
    private string? _fault;
    private MemorySide _side;
    private MemoryQuantity _quantity = MemoryQuantity.Cell;
    private UnitRanking _ranking;
    private int _sentence;
    private int _layer;
    private int _most = 20;
    private int? _unit;
    private bool _timeline;
    private bool _table;

    [Parameter, EditorRequired]
    public InspectorSubject Subject { get; set; } = null!;

    /// <summary>Raised with what the reader wants the sentence to be decoded anew with.</summary>
    [Parameter]
    public EventCallback<SearchChange> Changed { get; set; }

    [Inject]
    private ITranslator Translator { get; set; } = null!;

    private int Layers => _reading?.Shape.Cells(_side).Layers ?? _layer + 1;

    private IReadOnlyList<string> Labels => _reading!.Sentence.Labels(_reading.Question.Side);

    /// <summary>The units that are drawn, in their order.</summary>
    private int[] Shown => [.. Ordered().Take(_most)];

    /// <summary>The unit that the reader looks at: the first one until another is chosen.</summary>
    private int Unit => _unit is { } chosen && chosen < _reading!.Layer.Units ? chosen : Ordered()[0];

    private int? SelectedRow => Array.IndexOf(Shown, Unit) is var row && row >= 0 ? row : null;

    private string FileName => $"memory-{_side}-layer{_layer + 1}-{_quantity}".ToLowerInvariant();

    private string QuantityName => _quantity switch
    {
        MemoryQuantity.Input => "input gate i",
        MemoryQuantity.Forget => "forget gate f",
        MemoryQuantity.Candidate => "candidate g",
        MemoryQuantity.Output => "output gate o",
        _ => "cell c",
    };

    private HeatPicture Picture
    {
        get
        {
            Ordered();
            return _picture!;
        }
    }

    public void Dispose() => Stop();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown is { } shown && ReferenceEquals(shown.Hypothesis, Subject.Hypothesis) && shown.Model == Subject.Model)
        {
            return;
        }

        if (_shown is null)
        {
            _clamps = Subject.Change.Clamps;
        }

        _shown = Subject;
        _sentences = MemorySentence.All(Subject.Result, Subject.Hypothesis);
        _sentence = Math.Clamp(_sentence, 0, Math.Max(0, _sentences.Count - 1));
        if (_sentences.Count > 0)
        {
            await ReadAsync(() => { });
        }
    }

    private static int Whole(object? text, int least, int most) =>
        int.TryParse((string?)text, CultureInfo.InvariantCulture, out int value) ? Math.Clamp(value, least, most) : least;

    /// <summary>The units by the chosen order; the picture is made along with it, once for each choice.</summary>
    private int[] Ordered()
    {
        LayerMemory memory = _reading!.Layer;
        if (_pictureOf != (memory, _quantity, _ranking, _most))
        {
            _pictureOf = (memory, _quantity, _ranking, _most);
            _order = _ranking switch
            {
                UnitRanking.Variance => UnitOrder.ByVariance(memory, _quantity),
                UnitRanking.Hold => UnitOrder.ByHold(memory),
                UnitRanking.Likeness => UnitOrder.ByLikeness(memory, _quantity),
                _ => [.. Enumerable.Range(0, memory.Units)],
            };
            _picture = Draw(memory);
        }

        return _order;
    }

    private HeatPicture Draw(LayerMemory memory)
    {
        int[] shown = [.. _order.Take(_most)];
        return new HeatPicture
        {
            Title = $"The {QuantityName} of {shown.Length} units along the sentence",
            RowName = "unit",
            Rows = [.. shown.Select(unit => $"unit {unit}")],
            Columns = Labels,
            Values = [.. shown.Select(unit => memory.Unit(_quantity, unit))],
            Scale = _quantity switch
            {
                MemoryQuantity.Cell => HeatScale.Squashed,
                MemoryQuantity.Candidate => HeatScale.Signed,
                _ => HeatScale.Share,
            },
        };
    }

    private void Stop()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }

    /// <summary>Asks for the layer that is chosen after <paramref name="choose"/>; the newest question wins.</summary>
    private async Task ReadAsync(Action choose)
    {
        choose();
        Stop();
        _running = new CancellationTokenSource();
        CancellationToken token = _running.Token;
        MemorySentence sentence = _sentences[_sentence];
        _layer = Math.Min(_layer, Layers - 1);
        MemoryQuestion question = sentence.Question with { Side = _side, Layer = _layer, Clamps = _clamps };
        try
        {
            Reading reading = await Translator.AskAsync(Subject.Model, (model, stop) => Read(model, question, sentence, stop), token: token);
            if (!token.IsCancellationRequested)
            {
                (_reading, _fault) = (reading, null);
            }
        }
        catch (OperationCanceledException)
        {
            // Another question followed, or the reader has left.
        }
        catch (Exception fault) when (fault is UnavailableException or NmtException)
        {
            _fault = token.IsCancellationRequested ? _fault : fault.Message;
        }
    }

    private static Reading Read(ILoadedModel model, MemoryQuestion question, MemorySentence sentence, CancellationToken stop)
    {
        IModelMemory memory = model.Memory ?? throw new NmtException("This model cannot show its memory.");
        return new Reading(memory.Shape, memory.Read(question, stop), question, sentence);
    }

    private sealed record Reading(ModelConfig Shape, LayerMemory Layer, MemoryQuestion Question, MemorySentence Sentence);
}
