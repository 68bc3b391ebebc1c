namespace Nmt.Web.Services;

/// <summary>What can be translated now, and what is about to be. Snapshots are immutable; members are thread-safe.</summary>
public interface IModelCatalog
{
    /// <summary>The bundles of the models folder, ordered by id.</summary>
    IReadOnlyList<InstalledModel> Models { get; }

    /// <summary>Training runs under way, ordered by name.</summary>
    IReadOnlyList<TrainingRun> Training { get; }

    /// <summary>Raised on no particular thread after <see cref="Models"/> or <see cref="Training"/> changed.</summary>
    event Action? Changed;

    /// <summary>Looks at the folders now instead of when it is time to; returns at once.</summary>
    void Refresh()
    {
    }
}
