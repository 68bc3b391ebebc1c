using Nmt.Data.Frames;

namespace Nmt.Data;

/// <summary>Writes the whole corpus from the tables: set phrases, frames, and clauses around predicates.</summary>
internal sealed class CorpusBuilder
{
    private const ulong Seed = 20240229;
    private const int ClausePairs = 17500;
    private const int PairsPerFrame = 36;

    // Vain tries for each pair wanted: a phrase or frame with few variants gives what it has.
    private const int Tries = 4;

    // Percent of lines as one types into a box; set phrases most, since they are what one types.
    private const int TypedPhrases = 34;
    private const int TypedSentences = 9;

    private readonly StableRandom _random = new(Seed);
    private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
    private readonly List<SentencePair> _pairs = [];
    private readonly PhraseWriter _phrases;
    private readonly FrameWriter _frames;
    private readonly ClauseWriter _clauses;

    public CorpusBuilder()
    {
        var lexicon = new Lexicon();
        var subjects = new SubjectSource(lexicon);
        var slots = new SlotFiller(lexicon, subjects);
        _phrases = new PhraseWriter(lexicon, subjects, slots);
        _frames = new FrameWriter(lexicon, slots);
        _clauses = new ClauseWriter(lexicon, subjects, slots);
    }

    /// <summary>The corpus, split by frame and shuffled; the same on every machine.</summary>
    public Corpus Build()
    {
        SetPhrase[] phrases = [.. SetPhrase.ReadAll()];
        foreach (SetPhrase phrase in phrases)
            AddUpTo(phrase.Pairs, TypedPhrases, () => _phrases.Write(phrase, _random));
        foreach (PhraseSequence sequence in PhraseSequence.ReadAll())
            AddSequence(sequence, phrases);
        foreach (Frame frame in Frame.ReadAll())
            AddUpTo(PairsPerFrame, TypedSentences, () => _frames.Write(frame, _random));
        AddClauses();
        return Corpus.Split(_pairs, _random);
    }

    // Each English line once: one source, one translation to learn.
    private bool Add(Draft? draft, int typed)
    {
        if (draft is null)
            return false;
        bool careless = Corpus.IsTraining(draft.Frame) && _random.Chance(typed);
        SentencePair pair = careless ? draft.Typed(_random) : draft.Written();
        if (!_sources.Add(pair.English))
            return false;
        _pairs.Add(pair);
        return true;
    }

    // The first variant is a written one.
    private void AddUpTo(int pairs, int typed, Func<Draft> write)
    {
        int added = 0;
        for (int tries = 0; tries < Tries * pairs && added < pairs; tries++)
            added += Add(write(), added == 0 ? 0 : typed) ? 1 : 0;
    }

    // A phrase with many variants is one that people say often: it joins others as often.
    private void AddSequence(PhraseSequence sequence, SetPhrase[] phrases)
    {
        SetPhrase[] first = Weighted(sequence.First);
        SetPhrase[] second = Weighted(sequence.Second);
        AddUpTo(sequence.Pairs, TypedPhrases, () => _phrases.Write(_random.Pick(first), _random.Pick(second), _random));

        SetPhrase[] Weighted(string name) =>
            [.. phrases.Where(phrase => phrase.Class == name).SelectMany(phrase => Enumerable.Repeat(phrase, phrase.Pairs))];
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
            added += Add(_clauses.Write(pattern, _random.Pick(fitting), _random), TypedSentences) ? 1 : 0;
        }
    }
}
