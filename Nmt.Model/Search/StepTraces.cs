namespace Nmt.Model.Search;

/// <summary>What is kept of every step for the paths that survive: only what the options ask for.</summary>
internal sealed class StepTraces(SearchOptions options)
{
    public AttentionTrace? Attention { get; } = options.KeepAttention || options.CoveragePenalty > 0 ? new() : null;

    public UncertaintyTrace? Uncertainty { get; } = options.KeepUncertainty ? new() : null;

    public RunnersUpTrace? RunnersUp { get; } = options.KeepRunnersUp > 0 ? new(options.KeepRunnersUp) : null;

    public void Add(StepOutput output)
    {
        RunnersUp?.Add(output.LogProbabilities);
        Uncertainty?.Add(output.LogProbabilities);
        Attention?.Add(output.Attention);
    }
}
