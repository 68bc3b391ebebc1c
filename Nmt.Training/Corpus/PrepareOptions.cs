namespace Nmt.Training.Corpus;

/// <summary>What <c>nmt prepare</c> is asked to do.</summary>
internal sealed record PrepareOptions
{
    /// <summary>Held-out pairs where no size is given: so many, or a twentieth of the corpus where that is less.</summary>
    public const int DefaultHeldOut = 1000;

    public required string SourceLanguage { get; init; }

    public required string TargetLanguage { get; init; }

    public required ParallelCorpus Train { get; init; }

    /// <summary>Drawn from <see cref="Train"/> where none is given.</summary>
    public ParallelCorpus? Dev { get; init; }

    /// <summary>Drawn from <see cref="Train"/> where none is given.</summary>
    public ParallelCorpus? Test { get; init; }

    /// <summary>The folder that is made; null to report only.</summary>
    public required string? Output { get; init; }

    /// <summary>A folder whose subwords are used, and extended where more pieces are asked for; null to learn new ones.</summary>
    public string? Subwords { get; init; }

    /// <summary>
    /// Pieces in all: special tokens, 256 bytes and merges. Null for what suits the size of the corpus, or for those of
    /// <see cref="Subwords"/>.
    /// </summary>
    public int? VocabularySize { get; init; }

    /// <summary>Models that make further training pairs (<see cref="Diversification"/>), of either direction.</summary>
    public IReadOnlyList<string> Diversify { get; init; } = [];

    /// <summary>Where those models are: "cpu" or "cuda".</summary>
    public string Device { get; init; } = "cpu";

    /// <summary>Batches that they translate at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Pairs to draw for the development set; 0 for none. Not used where <see cref="Dev"/> is given.</summary>
    public int? DevSize { get; init; }

    /// <summary>Pairs to draw for the test set; 0 for none. Not used where <see cref="Test"/> is given.</summary>
    public int? TestSize { get; init; }

    /// <summary>Of the draw.</summary>
    public int Seed { get; init; } = 1;

    public FilterOptions Filter { get; init; } = new();

    public UnequalCountsRule UnequalCounts { get; init; }

    /// <summary>The command line that asked for this, for the record.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}

/// <summary>What happens where two files have unequal numbers of lines.</summary>
internal enum UnequalCountsRule
{
    /// <summary>Nothing is written: somewhere the lines are shifted.</summary>
    Stop,

    /// <summary>The lines that both files have are used.</summary>
    Cut,
}
