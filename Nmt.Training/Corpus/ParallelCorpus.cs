using System.Collections.Immutable;
using Nmt.Model.Errors;

namespace Nmt.Training.Corpus;

/// <summary>
/// Sentences and their translations in files: two files in lock step, one table with a tab between the sides, or one
/// translation memory (TMX); each plain or, where its name ends in <c>.gz</c>, compressed. Nothing is held in memory:
/// each reading starts anew. Lines end in LF; a CR before it and a byte order mark before the first line are removed and
/// reported.
/// </summary>
internal sealed class ParallelCorpus
{
    private readonly (string Source, string Target)? _languages;

    private ParallelCorpus(ImmutableArray<string> paths, (string Source, string Target)? languages = null) =>
        (Paths, _languages) = (paths, languages);

    /// <summary>The files that are read: source and target, or the one that holds both.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Line n of one file translates line n of the other.</summary>
    public static ParallelCorpus OfFiles(string source, string target) => new([source, target]);

    /// <summary>The first column is the source, the second the target; further ones are not read.</summary>
    public static ParallelCorpus OfTable(string path) => new([path]);

    /// <summary>Units of a translation memory in two of its languages.</summary>
    public static ParallelCorpus OfMemory(string path, string sourceLanguage, string targetLanguage) =>
        new([path], (sourceLanguage, targetLanguage));

    /// <summary>One file with both sides: a translation memory where its name ends in .tmx or .tmx.gz, else a table.</summary>
    public static ParallelCorpus OfOneFile(string path, string sourceLanguage, string targetLanguage) =>
        path.EndsWith(".tmx", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tmx.gz", StringComparison.OrdinalIgnoreCase)
            ? OfMemory(path, sourceLanguage, targetLanguage)
            : OfTable(path);

    /// <summary>All pairs, in order; the first line at fault ends it.</summary>
    /// <param name="part">What a report calls this corpus.</param>
    /// <param name="report">Where oddities of the files are noted.</param>
    /// <exception cref="NmtException">
    /// A file is missing, unreadable, empty, damaged or not UTF-8; the two have unequal numbers of lines; or a line of
    /// the table has one column.
    /// </exception>
    public IEnumerable<SentencePair> Read(string part = "train", CorpusReport? report = null) =>
        Read(new CorpusReading(part, report ?? new CorpusReport(), Forgives: false));

    /// <summary>All pairs that can be read; lines at fault are reported and left out, so that one reading finds them all.</summary>
    /// <exception cref="NmtException">A file is missing, unreadable, empty or damaged.</exception>
    public IEnumerable<SentencePair> ReadForgiving(string part, CorpusReport report) =>
        Read(new CorpusReading(part, report, Forgives: true));

    private IEnumerable<SentencePair> Read(CorpusReading reading) =>
        _languages is { } languages ? TranslationMemory.Read(Paths[0], languages, reading)
        : Paths.Length == 1 ? ReadTable(Paths[0], reading)
        : ReadFiles(Paths[0], Paths[1], reading);

    private static IEnumerable<SentencePair> ReadFiles(string sourcePath, string targetPath, CorpusReading reading)
    {
        using CorpusLines source = CorpusLines.Open(sourcePath, reading);
        using CorpusLines target = CorpusLines.Open(targetPath, reading);
        while (true)
        {
            bool hasSource = source.Next();
            bool hasTarget = target.Next();
            if (!hasSource || !hasTarget)
            {
                RequireSameEnd(source, target, hasSource || hasTarget, reading);
                source.Finish();
                target.Finish();
                yield break;
            }

            if (source.Line is { } sourceLine && target.Line is { } targetLine)
            {
                yield return new SentencePair(sourceLine, targetLine, source.Number);
            }
            else
            {
                reading.Report.Add(reading.Part, CorpusCheck.InvalidUtf8, source.Number);
            }
        }
    }

    private static IEnumerable<SentencePair> ReadTable(string path, CorpusReading reading)
    {
        using CorpusLines table = CorpusLines.Open(path, reading);
        while (table.Next())
        {
            if (table.Line is not { } line)
            {
                reading.Report.Add(reading.Part, CorpusCheck.InvalidUtf8, table.Number);
            }
            else if (Columns(path, line, table.Number, reading) is { } pair)
            {
                yield return pair;
            }
        }

        table.Finish();
    }

    private static SentencePair? Columns(string path, string line, int number, CorpusReading reading)
    {
        string[] columns = line.Split('\t', 3);
        if (columns.Length < 2 && !string.IsNullOrWhiteSpace(line))
        {
            if (!reading.Forgives)
            {
                throw new NmtException($"{path}, line {number}: expected two columns with a tab between them, found one: '{Start(line)}'.");
            }

            reading.Report.Add(reading.Part, CorpusCheck.OneColumn, new SentencePair(line, "", number));
            return null;
        }

        if (columns.Length > 2)
        {
            reading.Report.Add(reading.Part, CorpusCheck.ExtraColumns, number);
        }

        return new SentencePair(columns[0], columns.Length > 1 ? columns[1] : "", number);
    }

    private static void RequireSameEnd(CorpusLines source, CorpusLines target, bool oneGoesOn, CorpusReading reading)
    {
        if (!oneGoesOn)
        {
            return;
        }

        int firstAlone = Math.Max(source.Number, target.Number);
        while (source.Next() || target.Next())
        {
            // Only counts what is left of the longer one.
        }

        string counts = $"{source.Path} has {source.Number} lines, {target.Path} has {target.Number}";
        if (!reading.Forgives)
        {
            throw new NmtException(
                $"{counts}: expected the same number, since line n of one translates line n of the other. Align the files "
                + "again; nothing was written.");
        }

        for (int line = firstAlone; line <= Math.Max(source.Number, target.Number); line++)
        {
            reading.Report.Add(reading.Part, CorpusCheck.UnequalCounts, line);
        }

        reading.Report.Explain(reading.Part, CorpusCheck.UnequalCounts, counts);
    }

    private static string Start(string line) => line.Length <= 40 ? line : line[..40] + "…";
}

/// <summary>One reading of a corpus.</summary>
/// <param name="Part">What the report calls the corpus.</param>
/// <param name="Report">Where oddities and the files' hashes are noted.</param>
/// <param name="Forgives">Whether lines at fault are noted and passed over, rather than the end of the reading.</param>
internal sealed record CorpusReading(string Part, CorpusReport Report, bool Forgives);
