using System.Globalization;

namespace Nmt.Training.Corpus;

/// <summary>The report of a preparation as a table for people.</summary>
internal static class PreparedReport
{
    public static void Write(PreparedCorpus prepared, TextWriter writer)
    {
        writer.WriteLine();
        Line(writer, $"{"part",-6}{"pairs",12}{prepared.SourceLanguage + " pieces",16}{prepared.TargetLanguage + " pieces",16}");
        foreach ((string name, PreparedPart part) in prepared.Parts)
        {
            Line(writer, $"{name,-6}{part.Pairs,12:N0}{part.SourcePieces,16:N0}{part.TargetPieces,16:N0}");
        }

        Line(writer, $"vocabulary: {prepared.Vocabulary:N0} pieces, {prepared.Merges:N0} merges");
        writer.WriteLine();
        if (prepared.Findings.Count == 0)
        {
            writer.WriteLine("Nothing was found wrong and nothing was dropped.");
            return;
        }

        Line(writer, $"{"part",-6}{"pairs",12}  {"",-8}{"finding",-60}first lines");
        foreach (CorpusFinding finding in prepared.Findings)
        {
            string lines = string.Join(", ", finding.FirstLines) + (finding.Count > finding.FirstLines.Length ? ", ..." : "");
            Line(writer, $"{finding.Part,-6}{finding.Count,12:N0}  {(finding.Dropped ? "dropped" : "kept"),-8}{finding.Meaning,-60}{lines}");
        }
    }

    private static void Line(TextWriter writer, FormattableString line) =>
        writer.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
