namespace Nmt.Model.Search;

/// <summary>What the beams of one sentence share.</summary>
internal sealed class BeamContext
{
    /// <param name="sentence">Index in the batch.</param>
    /// <param name="sourcePieces">Pieces of the source, its Eos not counted.</param>
    /// <param name="options">Of the search.</param>
    /// <param name="traces">What is kept of every step of the batch.</param>
    public BeamContext(int sentence, int sourcePieces, SearchOptions options, StepTraces traces)
    {
        Sentence = sentence;
        SourceLength = sourcePieces + 1;
        Options = options;
        Traces = traces;
        Scoring = options.Scoring;
        var demands = options.Demands.Count == 0 ? SentenceDemands.None : options.Demands[sentence];
        options.CheckLength(sourcePieces, demands);
        demands.CheckAttention(sourcePieces);
        Cap = options.Cap(sourcePieces, demands.Need);
        CapIsWanted = Cap == options.MaxLength;
        Rules = PieceRules.For(options, demands, Cap);
        Recorder = options.TraceNodes > 0 ? new TraceRecorder(options.TraceNodes) : null;
    }

    public int Sentence { get; }

    /// <summary>Source pieces and Eos.</summary>
    public int SourceLength { get; }

    public SearchOptions Options { get; }

    public StepTraces Traces { get; }

    public Scoring Scoring { get; }

    /// <summary>Most pieces of a translation, Eos not counted.</summary>
    public int Cap { get; }

    /// <summary>The cap is the one that was asked for, not the guess from the source's length.</summary>
    public bool CapIsWanted { get; }

    /// <summary>Null where every piece may follow every other.</summary>
    public PieceRules? Rules { get; }

    /// <summary>Null where no trace is wanted.</summary>
    public TraceRecorder? Recorder { get; }

    /// <summary>The hypothesis of a path that ends in Eos.</summary>
    public Hypothesis ToHypothesis(HypothesisTree.Node[] path, EndedHypothesis ended) => new(
        [.. path.SkipLast(1).Select(node => node.Piece)],
        ended.LogProbability,
        ended.Score,
        [.. path.Select(node => node.LogProbability)],
        Options.KeepAttention ? Traces.Attention!.Along(path, SourceLength) : [],
        ended.Truncated)
    {
        Uncertainty = Traces.Uncertainty?.Along(path) ?? [],
        RunnersUp = Traces.RunnersUp?.Along(path) ?? [],
    };

    /// <summary>The score of a path that ends in Eos.</summary>
    public double Score(HypothesisTree.Node[] path, double logProbability) => Scoring.Score(logProbability, path.Length)
        + (Scoring.CoverageWeight > 0 ? Scoring.Coverage(Traces.Attention!.Along(path, SourceLength)) : 0);
}
