using Nmt.Web.Services;

namespace Nmt.Web.Components.Pages;

/// <summary>The models come and go under an open page.</summary>
public sealed partial class Translate
{
    private IReadOnlyList<InstalledModel> _readyBefore = [];

    private InstalledModel[] Ready() => [.. Catalog.Models.Where(model => model.State == ModelState.Ready)];

    private void ModelsChanged() => _ = InvokeAsync(() =>
    {
        InstalledModel[] ready = Ready();
        bool wasReady = _readyBefore.Count > 0;
        LanguageChoice before = _choice;
        _choice = _choice.Fit(Catalog.Models);
        if (ready.ExceptBy(_readyBefore.Select(model => model.Id), model => model.Id).LastOrDefault() is { } fresh)
        {
            _toast = $"{fresh.Direction} is ready";
        }
        else if (_readyBefore.ExceptBy(ready.Select(model => model.Id), model => model.Id).LastOrDefault() is { } gone)
        {
            _toast = Farewell(gone, _choice != before ? CurrentModel : null);
        }

        _readyBefore = ready;
        if (!wasReady)
        {
            Start();
        }

        StateHasChanged();
    });

    /// <summary>Says what is gone and what takes its place; by name, where another model serves the same languages.</summary>
    private string Farewell(InstalledModel gone, InstalledModel? instead)
    {
        bool isServed = Ready().Any(model => model.Direction == gone.Direction);
        string Named(InstalledModel model) => !isServed ? model.Direction : model.Name.Length > 0 ? $"“{model.Name}”" : $"“{model.Id}”";
        return $"{Named(gone)} is no longer available{(instead is null ? "" : $"; {Named(instead)} is chosen now")}";
    }
}
