namespace Nmt.Training.Evaluation;

/// <summary>How TER is computed. The defaults are sacreBLEU's, which are Tercom's.</summary>
internal sealed record TerOptions
{
    /// <summary>Whether entities are resolved and punctuation is set apart.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether punctuation is left out.</summary>
    public bool NoPunctuation { get; init; }

    /// <summary>Whether <see cref="Normalized"/> and <see cref="NoPunctuation"/> know Chinese and Japanese characters.</summary>
    public bool AsianSupport { get; init; }

    public bool CaseSensitive { get; init; }
}
