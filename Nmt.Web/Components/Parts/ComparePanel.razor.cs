using Microsoft.AspNetCore.Components;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Web.Components.Pages;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>The same text by another model: the differences marked, in numbers, and where the two looked differently.</summary>
public sealed partial class ComparePanel : ComponentBase, IDisposable
{
    private CancellationTokenSource? _running;
    private ModelComparison? _comparison;
    private IReadOnlyList<HeatPicture?> _differences = [];
    private Translation? _answer;
    private Translation? _answerOf;
    private string? _fault;
    private string _other = "";
    private int _sentence;
    private bool _working;
    private bool _table;

    [Parameter, EditorRequired]
    public InspectorSubject Subject { get; set; } = null!;

    /// <summary>Raised with what the reader wants the sentence to be decoded anew with.</summary>
    [Parameter]
    public EventCallback<SearchChange> Changed { get; set; }

    [Inject]
    private ITranslator Translator { get; set; } = null!;

    [Inject]
    private IModelCatalog Catalog { get; set; } = null!;

    private int Sentence => Math.Clamp(_sentence, 0, _differences.Count - 1);

    /// <summary>The models that translate the same way, for they alone can be compared.</summary>
    private IReadOnlyList<InstalledModel> Others =>
    [
        .. ServedDirection.Of(Catalog.Models)
            .Where(each => each.Model.Id != Subject.Model && each.Source == Subject.SourceLanguage && each.Target == Subject.TargetLanguage)
            .Select(each => each.Model),
    ];

    public void Dispose()
    {
        Catalog.Changed -= CatalogChanged;
        Stop();
    }

    protected override void OnInitialized() => Catalog.Changed += CatalogChanged;

    protected override async Task OnParametersSetAsync()
    {
        // A new text is compared as the one before it was, and so is another way to say it.
        if (_other.Length > 0 && !ReferenceEquals(_answerOf, Subject.Result))
        {
            await AskAsync(_other);
        }
        else if (_answer is not null && !ReferenceEquals(_comparison?.Mine.Hypothesis, Subject.Hypothesis))
        {
            Compare(_answer);
        }
    }

    // Two checkpoints of one training may have one name; the folder tells them apart.
    private static string Name(InstalledModel model) =>
        model.Name.Length == 0 || model.Name == model.Id ? model.Id : $"{model.Name} ({model.Id})";

    private void Compare(Translation answer)
    {
        _comparison = new ModelComparison(
            Compared(Subject.Model, Subject.Result, Subject.Hypothesis), Compared(_other, answer, answer.Hypotheses[0]));
        _differences = _comparison.AttentionDifferences();
    }

    private ComparedModel Compared(string id, Translation translation, TranslationHypothesis hypothesis)
    {
        InstalledModel? model = Catalog.Models.FirstOrDefault(each => each.Id == id);
        return new ComparedModel(model is null ? id : Name(model), translation, hypothesis, model);
    }

    private void CatalogChanged() => _ = InvokeAsync(StateHasChanged);

    private void Stop()
    {
        _running?.Cancel();
        _running?.Dispose();
        _running = null;
    }

    private async Task AskAsync(string other)
    {
        Stop();
        (_other, _answer, _answerOf, _fault) = (other, null, Subject.Result, null);
        (_comparison, _differences) = (null, []);
        if (other.Length == 0)
        {
            return;
        }

        _running = new CancellationTokenSource();
        CancellationToken token = _running.Token;
        _working = true;
        try
        {
            Translation answer = (await Translator.TranslateAsync(Request(other), token))[0];
            if (!token.IsCancellationRequested)
            {
                _answer = answer;
                Compare(answer);
            }
        }
        catch (OperationCanceledException)
        {
            // Another model or text, or the reader has left.
        }
        catch (Exception fault) when (fault is UnavailableException or NmtException)
        {
            _fault = token.IsCancellationRequested ? _fault : fault.Message;
        }
        finally
        {
            _working &= token.IsCancellationRequested;
        }
    }

    // As many hypotheses as the page asks for, so that both search equally wide.
    private TranslationRequest Request(string other) => new()
    {
        Model = other,
        Target = Subject.TargetLanguage,
        Texts = [Subject.Result.Source],
        Hypotheses = Subject.Request?.Hypotheses ?? Subject.Result.Hypotheses.Count,
        Attention = true,
    };
}
