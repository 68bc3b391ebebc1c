using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>An analysis for a person at a terminal.</summary>
internal sealed class AnalysisText(TextWriter output)
{
    public void Write(TranslationAnalysis analysis)
    {
        output.WriteLine($"{analysis.System}: {analysis.Lines} lines{(analysis.Baseline is { } other ? $", beside {other}" : "")}");
        foreach (var score in analysis.Scores)
            output.WriteLine($"  {score.Name}|{score.Signature} = {Beside(score.Score, score.Baseline)}");
        output.WriteLine(Invariant($"  length ratio = {analysis.LengthRatio:F3}{(analysis.BaselineLengthRatio is { } ratio ? Invariant($" ({ratio:F3})") : "")}"));
        foreach (var breakdown in analysis.Breakdowns)
            Write(breakdown);
        foreach (var finding in analysis.Findings)
            Write(finding);
        Write("Worst lines by chrF", analysis.Worst);
        Write("Most improved lines by chrF", analysis.Improved);
        Write("Most worsened lines by chrF", analysis.Worsened);
    }

    private void Write(Breakdown breakdown)
    {
        WriteTitle(breakdown.Title, breakdown.Note);
        output.WriteLine($"  {"",-14}{"lines",7}  {"BLEU",-22}chrF");
        foreach (var group in breakdown.Groups)
            output.WriteLine($"  {group.Label,-14}{group.Lines,7}  {Beside(group.Bleu, group.BaselineBleu),-22}{Beside(group.Chrf, group.BaselineChrf)}");
    }

    private void Write(Finding finding)
    {
        WriteTitle($"{finding.Title}: {finding.Count} {(finding.Count == 1 ? "line" : "lines")}{(finding.Baseline is { } other ? $" (baseline: {other})" : "")}", finding.Note);
        foreach (var example in finding.Examples)
            output.WriteLine($"  line {example.Line}: {example.Found}: {example.Hypothesis}");
    }

    private void Write(string title, IReadOnlyList<AnalyzedLine> lines)
    {
        if (lines.Count == 0)
            return;
        WriteTitle(title, "");
        foreach (var line in lines)
        {
            output.WriteLine($"  line {line.Line}");
            output.WriteLine($"    source     {line.Source}");
            foreach (var reference in line.References)
                output.WriteLine($"    reference  {reference}");
            output.WriteLine(Invariant($"    system     {line.Hypothesis}  [BLEU {line.Bleu:F1}, chrF {line.Chrf:F1}]"));
            if (line.Baseline is not null)
                output.WriteLine(Invariant($"    baseline   {line.Baseline}  [BLEU {line.BaselineBleu:F1}, chrF {line.BaselineChrf:F1}]"));
        }
    }

    private void WriteTitle(string title, string note)
    {
        output.WriteLine();
        output.WriteLine(title);
        if (note.Length > 0)
            output.WriteLine($"  {note}");
    }

    private static string Beside(double own, double? other) => other is { } baseline
        ? Invariant($"{own:F1} ({baseline:F1}, {own - baseline:+0.0;-0.0;0.0})")
        : Invariant($"{own:F1}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
