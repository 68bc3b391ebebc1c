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
            _toast = $"{fresh.Languages} {Verb(fresh)} ready";
        }
        else if (_readyBefore.ExceptBy(ready.Select(model => model.Id), model => model.Id).LastOrDefault() is { } gone)
        {
            _toast = Farewell(gone, _choice != before ? Current : null);
        }

        _readyBefore = ready;
        if (!wasReady)
        {
            Start();
        }

        StateHasChanged();
    });

    /// <summary>Says what is gone and what takes its place; by name, where another model serves the same languages.</summary>
    private string Farewell(InstalledModel gone, ServedDirection? instead)
    {
        bool isServed = Ready().Any(model => model.Directions.SequenceEqual(gone.Directions));
        string Named(InstalledModel model, string languages) => !isServed ? languages : model.Name.Length > 0 ? $"“{model.Name}”" : $"“{model.Id}”";
        return $"{Named(gone, gone.Languages)} {(isServed ? "is" : Verb(gone))} no longer available"
            + (instead is null ? "" : $"; {Named(instead.Model, LanguageName.Of(instead.Direction))} is chosen now");
    }

    private static string Verb(InstalledModel model) => model.Directions.Count > 1 ? "are" : "is";
}
