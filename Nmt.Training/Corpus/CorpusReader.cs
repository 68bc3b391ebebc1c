using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>The one reading of each input of a preparation: judges the pairs and sets those that are kept aside.</summary>
internal sealed class CorpusReader
{
    // Beyond it the file as a whole is in another encoding, and what is left would be its lines without an umlaut.
    private const double MostInvalid = 0.05;
    private const int FewInvalid = 10;

    private readonly PrepareOptions _options;
    private readonly CorpusReport _report;
    private readonly CancellationToken _cancellation;
    private readonly HeldOut _heldOut = new();
    private readonly CorpusFilter _filter;

    public CorpusReader(PrepareOptions options, CorpusReport report, CancellationToken cancellation)
    {
        _options = options;
        _report = report;
        _cancellation = cancellation;
        _filter = new CorpusFilter(options.Filter, _heldOut, report);
    }

    /// <summary>Pairs read of the training files.</summary>
    public int Count { get; private set; }

    /// <summary>Remembers a pair that was drawn for dev or test, as those that were given are.</summary>
    public void HoldOut(SpooledPair pair) => _heldOut.Add(PairKey.Of(pair.Source, pair.Target));

    /// <summary>Judges a pair that a model made of one that was kept.</summary>
    public bool KeepsMade(NormalizedPair pair) => _filter.KeepsMade(pair);

    /// <summary>Reads a development or test set, which is never filtered: a fault of its files ends the work.</summary>
    public void ReadHeldOut(ParallelCorpus corpus, string part, PairSpool spool)
    {
        var inspector = new CorpusInspector(part, _options.Filter, _report);
        var keys = new List<PairKey>();
        foreach (SentencePair raw in corpus.Read(part, _report))
        {
            _cancellation.ThrowIfCancellationRequested();
            NormalizedPair pair = NormalizedPair.Of(raw);
            spool.Add(inspector.Count, pair);
            inspector.See(pair);
            if (pair.Source.Length == 0 || pair.Target.Length == 0)
            {
                _report.Add(part, CorpusCheck.Blank, raw);
                continue;
            }

            keys.Add(pair.Key);
            foreach (CorpusCheck check in TextInspection.ChecksOf(raw))
            {
                _report.Add(part, check, raw, dropped: false);
            }

            if (part == "test" && _heldOut.HasPair(pair.Key))
            {
                _report.Add(part, CorpusCheck.TestOverlap, raw);
            }
        }

        keys.ForEach(_heldOut.Add);
        inspector.Finish(_options.SourceLanguage, _options.TargetLanguage, _ => true);
    }

    /// <summary>Reads the training files, and draws the sets that were not given from them.</summary>
    /// <returns>The part of each pair read, by its place.</returns>
    public CorpusPart[] ReadTrain(PairSpool spool)
    {
        var parts = new List<CorpusPart>();
        var inspector = new CorpusInspector("train", _options.Filter, _report);
        var split = new LeakFreeSplit();
        bool draws = _options.Dev is null || _options.Test is null;
        foreach (SentencePair raw in _options.Train.ReadForgiving("train", _report))
        {
            _cancellation.ThrowIfCancellationRequested();
            NormalizedPair pair = NormalizedPair.Of(raw);
            bool keeps = _filter.KeepsText(pair);
            inspector.See(pair);
            if (keeps)
            {
                spool.Add(parts.Count, pair);
            }

            if (keeps && draws)
            {
                split.Add(pair.Key);
            }

            parts.Add(keeps ? CorpusPart.Train : CorpusPart.Dropped);
        }

        Count = parts.Count;
        CorpusPart[] judged = [.. parts];
        int[] kept = [.. Enumerable.Range(0, judged.Length).Where(place => judged[place] == CorpusPart.Train)];
        foreach (int place in inspector.Finish(_options.SourceLanguage, _options.TargetLanguage, place => judged[place] == CorpusPart.Train))
        {
            judged[place] = CorpusPart.Dropped;
        }

        RequireSoundFiles();
        RequireAny(judged);
        if (draws)
        {
            Draw(judged, kept, split);
        }

        return judged;
    }

    private void RequireSoundFiles()
    {
        string files = string.Join(" and ", _options.Train.Paths);
        if (_options.UnequalCounts == UnequalCountsRule.Stop && _report.Has("train", CorpusCheck.UnequalCounts))
        {
            string counts = _report.Findings.First(finding => finding.Code == CorpusCheck.UnequalCounts.Code).Details[0];
            throw new NmtException(
                $"{counts}: expected the same number, since line n of one translates line n of the other. Align the files again, or "
                + "take the lines that both have with --unequal-counts cut; nothing was written.");
        }

        long invalid = _report.CountOf("train", CorpusCheck.InvalidUtf8);
        if (invalid > FewInvalid && invalid > MostInvalid * (Count + invalid))
        {
            throw new NmtException(
                $"{files}: expected UTF-8, found {invalid} of {Count + invalid} lines in another encoding. Convert the files first "
                + "(for example: iconv -f ISO-8859-1 -t UTF-8); nothing was written.");
        }
    }

    private void RequireAny(CorpusPart[] judged)
    {
        if (!judged.Contains(CorpusPart.Train))
        {
            throw new NmtException(
                $"{string.Join(" and ", _options.Train.Paths)}: expected pairs to train on, found none that the filters keep.");
        }
    }

    private void Draw(CorpusPart[] judged, int[] kept, LeakFreeSplit split)
    {
        int left = kept.Count(place => judged[place] == CorpusPart.Train);
        int usual = Math.Min(PrepareOptions.DefaultHeldOut, left / 20);
        int devSize = _options.Dev is null ? _options.DevSize ?? usual : 0;
        int testSize = _options.Test is null ? _options.TestSize ?? usual : 0;
        if ((long)devSize + testSize >= left)
        {
            throw new NmtException(
                $"--dev-size {devSize} and --test-size {testSize} leave nothing to train on: the filters keep {left} pairs. Ask for fewer.");
        }

        CorpusPart[] drawn = split.Draw(devSize, testSize, new Random(_options.Seed), index => judged[kept[index]] == CorpusPart.Train);
        for (int i = 0; i < kept.Length; i++)
        {
            judged[kept[i]] = judged[kept[i]] == CorpusPart.Train ? drawn[i] : CorpusPart.Dropped;
        }
    }
}
