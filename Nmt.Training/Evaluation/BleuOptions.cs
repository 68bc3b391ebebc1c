namespace Nmt.Training.Evaluation;

/// <summary>How BLEU is computed. The defaults are sacreBLEU's.</summary>
internal sealed record BleuOptions
{
    public static BleuOptions Default { get; } = new();

    public IBleuTokenizer Tokenizer { get; init; } = BleuTokenizers.Default;

    public Smoothing Smoothing { get; init; } = new(SmoothMethod.Exp);

    /// <summary>Whether case is ignored.</summary>
    public bool Lowercase { get; init; }

    /// <summary>
    /// Whether orders that the hypothesis is too short for are left out of the mean. Meant for single sentences.
    /// </summary>
    public bool EffectiveOrder { get; init; }
}
