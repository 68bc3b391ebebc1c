using System.Globalization;
using System.Text.RegularExpressions;
using Nmt.Model.Errors;

namespace Nmt.Model.Documents;

/// <summary>
/// SubRip subtitles. Numbers, time codes, line ends and a byte order mark stay byte for byte; the lines of a cue are
/// translated as one text and broken again into as many.
/// </summary>
public sealed partial class Subtitles : IDocument
{
    // What stands in the file one after the other: as it is, or the text of a cue.
    private readonly List<(string Text, SubtitlePassage? Passage)> _parts = [];

    /// <exception cref="NmtException">There is text before the first cue, or a time code cannot be read.</exception>
    public Subtitles(string text, string name)
    {
        string[] lines = [.. LineWithItsEnd().Matches(text).Select(match => match.Value)];
        Check(lines, name);
        var cue = new List<string>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (IsHeader(lines, i) || string.IsNullOrWhiteSpace(lines[i]))
            {
                AddPassages(cue);
                _parts.Add((lines[i], null));
            }
            else
            {
                cue.Add(lines[i]);
            }
        }

        AddPassages(cue);
        Blocks = [.. _parts.Select(part => part.Passage?.Block).OfType<TextBlock>()];
    }

    public IReadOnlyList<TextBlock> Blocks { get; }

    public void Write(IReadOnlyList<Translation> translations, Stream output)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(translations.Count, Blocks.Count);
        var next = 0;
        DocumentFile.Write(
            string.Concat(_parts.Select(part => part.Passage is null ? part.Text : part.Passage.With(translations[next++]))), output);
    }

    private static void Check(string[] lines, string name)
    {
        var first = Array.FindIndex(lines, line => TimeCode().IsMatch(line));
        for (var i = 0; i < lines.Length; i++)
        {
            var found = lines[i].Trim().Trim('\uFEFF');
            if (lines[i].Contains("-->", StringComparison.Ordinal) && !TimeCode().IsMatch(lines[i]))
                throw Fault(i, $"expected a time code such as 00:00:01,000 --> 00:00:02,500, found '{found}'");
            if (found.Length > 0 && (first < 0 || i < first) && !(i == first - 1 && IsNumber(lines[i])))
                throw Fault(i, $"expected the number or the time code of the first cue, found '{found}'");
        }

        NmtException Fault(int line, string what) => new(string.Create(
            CultureInfo.InvariantCulture, $"{name}, line {line + 1}: {what}. Check that the file is a SubRip subtitle file (.srt)."));
    }

    private static bool IsHeader(string[] lines, int i) =>
        TimeCode().IsMatch(lines[i]) || (i + 1 < lines.Length && IsNumber(lines[i]) && TimeCode().IsMatch(lines[i + 1]));

    private static bool IsNumber(string line) => line.Trim().Trim('\uFEFF') is { Length: > 0 } text && text.All(char.IsAsciiDigit);

    private void AddPassages(List<string> cue)
    {
        foreach (var lines in SubtitlePassage.Speakers(cue))
        {
            var passage = new SubtitlePassage(lines);
            _parts.Add((string.Concat(lines), passage.Block.HasWords ? passage : null));
        }

        cue.Clear();
    }

    [GeneratedRegex(@"[^\n]*\n|[^\n]+")]
    private static partial Regex LineWithItsEnd();

    // The hour, the comma (or a full stop) and what stands behind the times vary between programs.
    [GeneratedRegex(@"^\uFEFF?\s*(?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{1,2}[,.]\d{1,3}(?:\s.*)?$")]
    private static partial Regex TimeCode();
}
