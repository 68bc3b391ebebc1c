namespace Nmt.Web.Services.Workshop;

/// <summary>A run that a reader asks for.</summary>
public sealed record TrainingChoice
{
    /// <summary>A prepared corpus.</summary>
    public required string Corpus { get; init; }

    /// <summary>Of <see cref="TrainingPreset.All"/>.</summary>
    public string Preset { get; init; } = TrainingPreset.Auto.Name;

    /// <summary>Empty for the languages.</summary>
    public string Name { get; init; } = "";

    /// <summary>Passes over the corpus; null for what the preset says.</summary>
    public int? Epochs { get; init; }
}
