using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>
/// Phrases with a fixed translation. Where the source phrase stands in a source as whole words, in the same letters, the
/// target phrase must stand in the translation. Of phrases that overlap the longest counts.
/// </summary>
public sealed class Glossary
{
    private readonly (string Source, string Target)[] _entries;

    private Glossary(IEnumerable<(string Source, string Target)> entries) =>
        _entries = [.. entries.OrderByDescending(entry => entry.Source.Length).ThenBy(entry => entry.Source, StringComparer.Ordinal)];

    /// <summary>Number of phrases.</summary>
    public int Count => _entries.Length;

    /// <summary>
    /// Reads a UTF-8 file of lines with a source phrase, a tab and a target phrase. Blank lines and lines that begin
    /// with # are skipped.
    /// </summary>
    /// <exception cref="NmtException">A line is not of this form, or a source phrase comes twice; names the line.</exception>
    public static Glossary Read(string path)
    {
        using var reader = Utf8LineReader.Open(path);
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var entries = new List<(string, string)>();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (string.IsNullOrWhiteSpace(line) || line.StartsWith('#'))
                continue;
            string[] columns = [.. line.Split('\t').Select(Normalizer.Normalize)];
            if (columns is not [{ Length: > 0 } source, { Length: > 0 } target])
                throw new NmtException($"{path}, line {number}: expected a source phrase, one tab and a target phrase, found '{line}'. Write one pair a line.");
            if (!lines.TryAdd(source, number))
                throw new NmtException($"{path}, line {number}: '{source}' has a translation already, in line {lines[source]}. Keep one of them.");
            entries.Add((source, target));
        }

        return new(entries);
    }

    /// <summary>A glossary in memory.</summary>
    public static Glossary Of(params IEnumerable<(string Source, string Target)> entries) => new(entries);

    /// <summary>The target phrases that the translation of a normalized text must contain.</summary>
    public IReadOnlyList<string> Find(string text)
    {
        var found = new List<string>();
        var taken = new bool[text.Length];
        foreach (var (source, target) in _entries)
        {
            foreach (var at in WordBoundary.Find(text, source).Where(at => !taken.AsSpan(at, source.Length).Contains(true)))
            {
                taken.AsSpan(at, source.Length).Fill(true);
                found.Add(target);
            }
        }

        return found;
    }
}
