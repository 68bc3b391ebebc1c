using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A catalog that holds what a test puts in.</summary>
internal sealed class FakeCatalog : IModelCatalog
{
    public event Action? Changed;

    public IReadOnlyList<InstalledModel> Models { get; private set; } = [];

    public IReadOnlyList<TrainingRun> Training { get; private set; } = [];

    public int Listeners => Changed?.GetInvocationList().Length ?? 0;

    public static InstalledModel Ready(string source, string target, string? id = null) => Model(source, target, ModelState.Ready, id);

    public static InstalledModel Model(string source, string target, ModelState state, string? id = null) =>
        new(id ?? $"{source}-{target}", [new(source, target)], state);

    /// <summary>A model of several directions, each as en-de.</summary>
    public static InstalledModel Joined(string id, params string[] directions) =>
        new(id, [.. directions.Select(each => each.Split('-')).Select(pair => new TranslationDirection(pair[0], pair[1]))], ModelState.Ready);

    /// <summary>The first direction of a model.</summary>
    public static ServedDirection Served(string source, string target, string? id = null) =>
        ServedDirection.Of([Ready(source, target, id)])[0];

    public void Show(params InstalledModel[] models)
    {
        Models = models;
        Changed?.Invoke();
    }

    public void Train(params TrainingRun[] runs)
    {
        Training = runs;
        Changed?.Invoke();
    }
}
