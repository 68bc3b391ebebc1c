using Microsoft.AspNetCore.Components;
using Nmt.Model.Errors;
using Nmt.Web.Components.Workshop;
using Nmt.Web.Services.Workshop;

namespace Nmt.Web.Components.Pages;

/// <summary>The page that scores: a form, and what earlier evaluations found.</summary>
public sealed partial class Evaluate : ComponentBase
{
    private IReadOnlyList<Evaluation> _evaluations = [];
    private string? _selected;
    private string? _fault;

    [Inject]
    private Evaluations Store { get; set; } = null!;

    [Inject]
    private Errands Errands { get; set; } = null!;

    [Inject]
    private WorkshopAccess Access { get; set; } = null!;

    private Evaluation? Current =>
        _evaluations.FirstOrDefault(each => each.Id == _selected) ?? (_evaluations.Count > 0 ? _evaluations[0] : null);

    public void Dispose() => Errands.Changed -= Look;

    protected override async Task OnInitializedAsync()
    {
        if (await Access.IsOpenAsync())
        {
            Errands.Changed += Look;
            _evaluations = Store.List();
        }
    }

    private void Look() => _ = InvokeAsync(() =>
    {
        _evaluations = Store.List();
        StateHasChanged();
    });

    private void Begin(Evaluation evaluation)
    {
        _selected = evaluation.Id;
        Run(evaluation.Id);
    }

    private void Run(string id)
    {
        _fault = null;
        _ = Errands.Start(EvaluationCard.ErrandName(id), (say, token) => Store.RunAsync(id, say, token));
        _evaluations = Store.List();
    }

    private void Delete(string id)
    {
        _fault = null;
        try
        {
            Store.Delete(id);
        }
        catch (Exception fault) when (fault is NmtException or IOException or UnauthorizedAccessException)
        {
            _fault = fault.Message;
        }

        _evaluations = Store.List();
    }
}
