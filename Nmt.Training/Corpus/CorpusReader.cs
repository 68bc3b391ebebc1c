using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>The one reading of each input of a preparation: judges the pairs and sets those that are kept aside.</summary>
internal sealed class CorpusReader(PrepareOptions options, CorpusReport report, CancellationToken cancellation)
{
    // Beyond it the file as a whole is in another encoding, and what is left would be its lines without an umlaut.
    private const double MostInvalid = 0.05;
    private const int FewInvalid = 10;

    private readonly HeldOut _heldOut = new();

    /// <summary>Pairs read of the training files.</summary>
    public int Count { get; private set; }

    /// <summary>Reads a development or test set, which is never filtered: a fault of its files ends the work.</summary>
    public void ReadHeldOut(ParallelCorpus corpus, string part, PairSpool spool)
    {
        var inspector = new CorpusInspector(part, options.Filter, report);
        var keys = new List<PairKey>();
        foreach (SentencePair raw in corpus.Read(part, report))
        {
            cancellation.ThrowIfCancellationRequested();
            NormalizedPair pair = NormalizedPair.Of(raw);
            spool.Add(inspector.Count, pair);
            inspector.See(pair);
            if (pair.Source.Length == 0 || pair.Target.Length == 0)
            {
                report.Add(part, CorpusCheck.Blank, raw);
                continue;
            }

            keys.Add(pair.Key);
            foreach (CorpusCheck check in TextInspection.ChecksOf(raw))
            {
                report.Add(part, check, raw, dropped: false);
            }

            if (part == "test" && _heldOut.HasPair(pair.Key))
            {
                report.Add(part, CorpusCheck.TestOverlap, raw);
            }
        }

        keys.ForEach(_heldOut.Add);
        inspector.Finish(options.SourceLanguage, options.TargetLanguage, _ => true);
    }

    /// <summary>Reads the training files, and draws the sets that were not given from them.</summary>
    /// <returns>The part of each pair read, by its place.</returns>
    public CorpusPart[] ReadTrain(PairSpool spool)
    {
        var parts = new List<CorpusPart>();
        var inspector = new CorpusInspector("train", options.Filter, report);
        var filter = new CorpusFilter(options.Filter, _heldOut, report);
        var split = new LeakFreeSplit();
        bool draws = options.Dev is null || options.Test is null;
        foreach (SentencePair raw in options.Train.ReadForgiving("train", report))
        {
            cancellation.ThrowIfCancellationRequested();
            NormalizedPair pair = NormalizedPair.Of(raw);
            bool keeps = filter.KeepsText(pair);
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
        foreach (int place in inspector.Finish(options.SourceLanguage, options.TargetLanguage, place => judged[place] == CorpusPart.Train))
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
        string files = string.Join(" and ", options.Train.Paths);
        if (options.UnequalCounts == UnequalCountsRule.Stop && report.Has("train", CorpusCheck.UnequalCounts))
        {
            string counts = report.Findings.First(finding => finding.Code == CorpusCheck.UnequalCounts.Code).Details[0];
            throw new NmtException(
                $"{counts}: expected the same number, since line n of one translates line n of the other. Align the files again, or "
                + "take the lines that both have with --unequal-counts cut; nothing was written.");
        }

        long invalid = report.CountOf("train", CorpusCheck.InvalidUtf8);
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
                $"{string.Join(" and ", options.Train.Paths)}: expected pairs to train on, found none that the filters keep.");
        }
    }

    private void Draw(CorpusPart[] judged, int[] kept, LeakFreeSplit split)
    {
        int left = kept.Count(place => judged[place] == CorpusPart.Train);
        int usual = Math.Min(PrepareOptions.DefaultHeldOut, left / 20);
        int devSize = options.Dev is null ? options.DevSize ?? usual : 0;
        int testSize = options.Test is null ? options.TestSize ?? usual : 0;
        if ((long)devSize + testSize >= left)
        {
            throw new NmtException(
                $"--dev-size {devSize} and --test-size {testSize} leave nothing to train on: the filters keep {left} pairs. Ask for fewer.");
        }

        CorpusPart[] drawn = split.Draw(devSize, testSize, new Random(options.Seed), index => judged[kept[index]] == CorpusPart.Train);
        for (int i = 0; i < kept.Length; i++)
        {
            judged[kept[i]] = judged[kept[i]] == CorpusPart.Train ? drawn[i] : CorpusPart.Dropped;
        }
    }
}
