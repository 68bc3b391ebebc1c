using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>A catalog that holds what a test puts in.</summary>
internal sealed class FakeCatalog : IModelCatalog
{
    public event Action? Changed;

    public IReadOnlyList<InstalledModel> Models { get; private set; } = [];

    public IReadOnlyList<TrainingRun> Training { get; private set; } = [];

    public int Listeners => Changed?.GetInvocationList().Length ?? 0;

    public static InstalledModel Ready(string source, string target, string? id = null) =>
        new(id ?? $"{source}-{target}", source, target, ModelState.Ready);

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
