using Nmt.Data.Frames;

namespace Nmt.Data;

/// <summary>Writes the whole corpus from the tables: the fixed phrases, the frames, and clauses around predicates.</summary>
internal sealed class CorpusBuilder
{
    private const ulong Seed = 20240229;
    private const int ClausePairs = 23000;
    private const int PairsPerFrame = 45;

    private readonly StableRandom _random = new(Seed);
    private readonly HashSet<string> _sources = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<SentencePair> _pairs = [];
    private readonly FrameWriter _frames;
    private readonly ClauseWriter _clauses;

    public CorpusBuilder()
    {
        var lexicon = new Lexicon();
        var subjects = new SubjectSource(lexicon);
        var slots = new SlotFiller(lexicon, subjects);
        _frames = new FrameWriter(lexicon, slots);
        _clauses = new ClauseWriter(lexicon, subjects, slots);
    }

    /// <summary>The corpus, split by frame and shuffled; the same on every machine.</summary>
    public Corpus Build()
    {
        foreach (string[] row in TsvTable.Read("phrases.tsv", 2))
            Add(new SentencePair(row[0], row[1], "phrase: " + row[0]));
        foreach (Frame frame in Frame.ReadAll())
            AddFrame(frame);
        AddClauses();
        return Corpus.Split(_pairs, _random);
    }

    // Each English sentence once: one source, one translation to learn.
    private bool Add(SentencePair? pair)
    {
        if (pair is null || !_sources.Add(pair.English))
            return false;
        _pairs.Add(pair);
        return true;
    }

    // A frame with few fillers gives what it has: it stops after as many vain tries as a rich frame needs in all.
    private void AddFrame(Frame frame)
    {
        int added = 0;
        for (int tries = 0; tries < 3 * PairsPerFrame && added < PairsPerFrame; tries++)
            added += Add(_frames.Write(frame, _random)) ? 1 : 0;
    }

    private void AddClauses()
    {
        Predicate[] predicates = [.. TsvTable.Read("predicates.tsv", 3).Select(row => new Predicate(row[0], row[1], row[2]))];
        (ClausePattern Pattern, Predicate[] Fitting)[] patterns =
            [.. ClausePattern.ReadAll().SelectMany(pattern => Enumerable.Repeat((pattern, predicates.Where(pattern.Fits).ToArray()), pattern.Weight))];
        int added = 0;
        while (added < ClausePairs)
        {
            (ClausePattern pattern, Predicate[] fitting) = _random.Pick(patterns);
            added += Add(_clauses.Write(pattern, _random.Pick(fitting), _random)) ? 1 : 0;
        }
    }
}
