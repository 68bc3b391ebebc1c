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

    /// <summary>The folder that is made.</summary>
    public required string Output { get; init; }

    /// <summary>Pieces in all: special tokens, 256 bytes and merges.</summary>
    public int VocabularySize { get; init; } = 6000;

    /// <summary>Pairs to draw for the development set; 0 for none. Not used where <see cref="Dev"/> is given.</summary>
    public int? DevSize { get; init; }

    /// <summary>Pairs to draw for the test set; 0 for none. Not used where <see cref="Test"/> is given.</summary>
    public int? TestSize { get; init; }

    /// <summary>Of the draw.</summary>
    public int Seed { get; init; } = 1;

    public FilterOptions Filter { get; init; } = new();
}
