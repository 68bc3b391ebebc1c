using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>A direction that a model serves now: what readers and clients choose among. A model may serve several.</summary>
/// <param name="Model">Ready.</param>
/// <param name="Direction">One of the model's.</param>
public sealed record ServedDirection(InstalledModel Model, TranslationDirection Direction)
{
    /// <summary>The code of the language that is read.</summary>
    public string Source => Direction.Source;

    /// <summary>The code of the language that is written.</summary>
    public string Target => Direction.Target;

    /// <summary>All that can be translated now, model by model.</summary>
    public static IReadOnlyList<ServedDirection> Of(IEnumerable<InstalledModel> models) =>
    [
        .. models.Where(model => model.State == ModelState.Ready)
            .SelectMany(model => model.Directions.Select(direction => new ServedDirection(model, direction))),
    ];
}
