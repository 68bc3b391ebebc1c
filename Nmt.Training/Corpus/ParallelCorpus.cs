using System.Collections.Immutable;
using System.IO.Compression;
using Nmt.Model.Errors;
using Nmt.Model.Files;

namespace Nmt.Training.Corpus;

/// <summary>
/// Sentences and their translations in files: two files in lock step, or one table with a tab between the sides; each
/// plain or, where its name ends in <c>.gz</c>, compressed. Nothing is held in memory: each reading starts anew.
/// Lines end in LF; a CR before it and a byte order mark before the first line are removed and reported.
/// </summary>
internal sealed class ParallelCorpus
{
    private const char ByteOrderMark = '\uFEFF';

    private ParallelCorpus(params ImmutableArray<string> paths) => Paths = paths;

    /// <summary>The files that are read: source and target, or the table.</summary>
    public ImmutableArray<string> Paths { get; }

    /// <summary>Line n of one file translates line n of the other.</summary>
    public static ParallelCorpus OfFiles(string source, string target) => new(source, target);

    /// <summary>The first column is the source, the second the target; further ones are not read.</summary>
    public static ParallelCorpus OfTable(string path) => new(path);

    /// <summary>All pairs, in order.</summary>
    /// <param name="part">What a report calls this corpus.</param>
    /// <param name="report">Where oddities of the files are noted.</param>
    /// <exception cref="NmtException">
    /// A file is missing, unreadable, empty, damaged or not UTF-8; the two have unequal numbers of lines; or a line of
    /// the table has one column.
    /// </exception>
    public IEnumerable<SentencePair> Read(string part = "train", CorpusReport? report = null) =>
        Paths.Length == 1 ? ReadTable(Paths[0], part, report) : ReadFiles(Paths[0], Paths[1], part, report);

    private static IEnumerable<SentencePair> ReadFiles(string sourcePath, string targetPath, string part, CorpusReport? report)
    {
        using Utf8LineReader source = Open(sourcePath);
        using Utf8LineReader target = Open(targetPath);
        while (true)
        {
            string? sourceLine = NextLine(source, sourcePath, part, report);
            string? targetLine = NextLine(target, targetPath, part, report);
            if (sourceLine is null || targetLine is null)
            {
                RequireSameEnd((source, sourcePath, sourceLine), (target, targetPath, targetLine));
                yield break;
            }

            yield return new SentencePair(sourceLine, targetLine, source.LineNumber);
        }
    }

    private static IEnumerable<SentencePair> ReadTable(string path, string part, CorpusReport? report)
    {
        using Utf8LineReader table = Open(path);
        while (NextLine(table, path, part, report) is { } line)
        {
            string[] columns = line.Split('\t', 3);
            if (columns.Length < 2 && !string.IsNullOrWhiteSpace(line))
            {
                throw new NmtException(
                    $"{path}, line {table.LineNumber}: expected two columns with a tab between them, found one: '{Start(line)}'.");
            }

            if (columns.Length > 2)
            {
                report?.Add(part, CorpusCheck.ExtraColumns, table.LineNumber);
            }

            yield return new SentencePair(columns[0], columns.Length > 1 ? columns[1] : "", table.LineNumber);
        }
    }

    private static string? NextLine(Utf8LineReader reader, string path, string part, CorpusReport? report)
    {
        string? line = ReadLine(reader, path);
        if (line is null)
        {
            return reader.LineNumber > 0 ? null : throw new NmtException($"{path}: expected one sentence a line, found an empty file.");
        }

        if (line.EndsWith('\r'))
        {
            line = line[..^1];
            report?.Add(part, CorpusCheck.CarriageReturn, reader.LineNumber);
        }

        if (reader.LineNumber == 1 && line.StartsWith(ByteOrderMark))
        {
            line = line[1..];
            report?.Add(part, CorpusCheck.ByteOrderMark, reader.LineNumber);
        }

        return line;
    }

    private static string? ReadLine(Utf8LineReader reader, string path)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException)
        {
            throw new NmtException($"{path}: damaged after line {reader.LineNumber}: expected gzip data, found: {failure.Message}", failure);
        }
    }

    private static void RequireSameEnd(
        (Utf8LineReader Reader, string Path, string? Line) source, (Utf8LineReader Reader, string Path, string? Line) target)
    {
        if (source.Line is null && target.Line is null)
        {
            return;
        }

        while (ReadLine(source.Reader, source.Path) is not null || ReadLine(target.Reader, target.Path) is not null)
        {
            // Only counts what is left of the longer one.
        }

        throw new NmtException(
            $"{source.Path} has {source.Reader.LineNumber} lines, {target.Path} has {target.Reader.LineNumber}: expected the same number, "
            + "since line n of one translates line n of the other. Align the files again; nothing was written.");
    }

    private static Utf8LineReader Open(string path)
    {
        if (!path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
        {
            return Utf8LineReader.Open(path);
        }

        try
        {
            return new Utf8LineReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress), path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new NmtException($"{path}: cannot be read: {failure.Message}", failure);
        }
    }

    private static string Start(string line) => line.Length <= 40 ? line : line[..40] + "…";
}
