using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>Where a bundle in the models folder stands.</summary>
public enum ModelState
{
    Loading,
    Ready,
    Failed,

    /// <summary>Installed, but kept out of memory because somebody wished it.</summary>
    Unloaded,
}

/// <summary>One bundle of the models folder, as the page and the API see it.</summary>
/// <param name="Id">The bundle's folder name, unique in the models folder.</param>
/// <param name="Directions">What it was trained to do; empty where the manifest could not be read.</param>
/// <param name="State">Whether it answers requests.</param>
public sealed record InstalledModel(string Id, IReadOnlyList<TranslationDirection> Directions, ModelState State)
{
    // As many as a line has room for.
    private const int Named = 3;

    public string Name { get; init; } = "";

    public long Parameters { get; init; }

    public IReadOnlyList<ModelScore> Scores { get; init; } = [];

    /// <summary>What it was trained on, in words.</summary>
    public string TrainingData { get; init; } = "";

    /// <summary>When it was made, ISO 8601, UTC; empty where the manifest does not say.</summary>
    public string Created { get; init; } = "";

    /// <summary>The size of its files.</summary>
    public long Bytes { get; init; }

    /// <summary>Why it failed, complete in itself; null unless <see cref="State"/> is <see cref="ModelState.Failed"/>.</summary>
    public string? Fault { get; init; }

    /// <summary>For example <c>German → English</c>; of many directions, how many and between which languages.</summary>
    public string Languages => Directions.Count <= Named
        ? string.Join(", ", Directions.Select(LanguageName.Of))
        : $"{Directions.Count} directions between {string.Join(", ", Directions.SelectMany(each => new[] { each.Source, each.Target }).Distinct().Select(LanguageName.Of).Order(StringComparer.Ordinal))}";
}
