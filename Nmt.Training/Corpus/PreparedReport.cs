using System.Globalization;
using Nmt.Training.Presets;

namespace Nmt.Training.Corpus;

/// <summary>The report of a preparation as a table for people.</summary>
internal static class PreparedReport
{
    private const int LineLength = 110;

    private static readonly string Indent = new(' ', 28);

    private static readonly string[] PartOrder = ["train", "dev", "test"];

    public static void Write(PreparedCorpus prepared, TextWriter writer)
    {
        writer.WriteLine();
        Line(writer, $"{"part",-6}{"pairs",12}{prepared.SourceLanguage + " pieces",16}{prepared.TargetLanguage + " pieces",16}");
        foreach ((string name, PreparedPart part) in prepared.Parts)
        {
            Line(writer, $"{name,-6}{part.Pairs,12:N0}{part.SourcePieces,16:N0}{part.TargetPieces,16:N0}");
        }

        long dropped = prepared.Findings.Where(finding => finding is { Part: "train", Dropped: true }).Sum(finding => finding.Count);
        Line(writer, $"read {prepared.PairsRead:N0} pairs for training; {dropped:N0} lines were dropped, for the reasons below");
        Line(writer, $"vocabulary: {prepared.Vocabulary:N0} pieces, {prepared.Merges:N0} merges");
        foreach (DiversifiedPart part in prepared.Diversified)
        {
            Line(writer, $"{part.Teacher.Folder} ({part.Teacher.Direction}) added {part.Pairs:N0} pairs; {part.Left:N0} were there already or not fit to train on");
        }

        int pairs = prepared.Parts["train"].Pairs - prepared.Parts["train"].Made;
        WriteWrapped(Preset.For(pairs).Explain(pairs), writer);
        Write(prepared.Findings, writer);
    }

    /// <summary>What was found, the dropped first, each with where, what it looks like and what can be done.</summary>
    public static void Write(IReadOnlyList<CorpusFinding> findings, TextWriter writer)
    {
        writer.WriteLine();
        if (findings.Count == 0)
        {
            writer.WriteLine("Nothing was found wrong and nothing was dropped.");
            return;
        }

        Line(writer, $"{"part",-6}{"pairs",12}  {"",-8}{"finding",-76}first lines");
        foreach (CorpusFinding finding in findings
            .OrderBy(finding => Array.IndexOf(PartOrder, finding.Part)).ThenByDescending(finding => finding.Dropped).ThenByDescending(finding => finding.Count))
        {
            Write(finding, writer);
        }
    }

    private static void Write(CorpusFinding finding, TextWriter writer)
    {
        string lines = string.Join(", ", finding.FirstLines) + (finding.Count > finding.FirstLines.Length ? ", ..." : "");
        string meaning = $"{finding.Meaning} [{finding.Code}]";
        Line(writer, $"{finding.Part,-6}{finding.Count,12:N0}  {(finding.Dropped ? "dropped" : "kept"),-8}{meaning,-76}{(meaning.Length < 76 ? "" : " ")}{lines}");
        foreach (string detail in finding.Details)
        {
            Line(writer, $"{Indent}{detail}");
        }

        if (finding.Example is { } example)
        {
            Line(writer, $"{Indent}line {finding.FirstLines[0]}: {Visible(example)}");
        }

        string advice = $"{finding.Advice} {finding.Option}".Trim();
        if (advice.Length > 0)
        {
            Line(writer, $"{Indent}> {advice}");
        }
    }

    private static void WriteWrapped(string text, TextWriter writer)
    {
        int length = 0;
        foreach (string word in text.Split(' '))
        {
            if (length > 0 && length + 1 + word.Length > LineLength)
            {
                writer.WriteLine();
                length = 0;
            }

            writer.Write(length > 0 ? " " + word : word);
            length += (length > 0 ? 1 : 0) + word.Length;
        }

        writer.WriteLine();
    }

    /// <summary>Control characters as \u001B: a report must not clear its reader's screen.</summary>
    private static string Visible(string text) => string.Concat(text.Select(character =>
        char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' ? $"\\u{(int)character:X4}" : character.ToString()));

    private static void Line(TextWriter writer, FormattableString line) =>
        writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
