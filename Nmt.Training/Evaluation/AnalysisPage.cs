using System.Net;

namespace Nmt.Training.Evaluation;

/// <summary>An analysis as one HTML file: no script, nothing to load, light and dark as the reader's system is set.</summary>
internal sealed class AnalysisPage(TextWriter output)
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #c8ccd2; --soft: #f3f5f7; --bar: #2f6fb4; --dim: #5b6470; --mark: #ffe08a; }
        @media (prefers-color-scheme: dark) { :root { --line: #444b55; --soft: #20252b; --bar: #6ea8e0; --dim: #a3acb8; --mark: #6b5300; } }
        body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 0 auto; padding: 1rem; }
        h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2.2rem; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        caption { text-align: left; color: var(--dim); padding-bottom: .4rem; }
        th, td { text-align: left; padding: .3rem .7rem; border-bottom: 1px solid var(--line); vertical-align: top; }
        td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
        .bar { display: block; height: .35rem; background: var(--bar); border-radius: .2rem; }
        article { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .6rem 1rem; margin: .8rem 0; }
        article h3 { font-size: 1rem; margin: 0; } dl { display: grid; grid-template-columns: 6.5rem 1fr; gap: .15rem .8rem; margin: .3rem 0 0; }
        dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; } mark { background: var(--mark); color: inherit; }
        .dim { color: var(--dim); } code { overflow-wrap: anywhere; }
        """;

    public void Write(TranslationAnalysis analysis)
    {
        output.WriteLine("<!DOCTYPE html>");
        output.WriteLine("<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        output.WriteLine($"<title>Translations of {Text(analysis.System)}</title><style>{Style}</style></head><body><main>");
        output.WriteLine($"<h1>Translations of {Text(analysis.System)}</h1>");
        output.WriteLine($"<p>{analysis.Lines} lines{(analysis.Baseline is { } other ? $", beside the baseline {Text(other)}" : "")}. "
            + "Marked words do not occur in a reference.</p>");
        WriteScores(analysis);
        foreach (var breakdown in analysis.Breakdowns)
            Write(breakdown, analysis.Baseline is not null);
        foreach (var finding in analysis.Findings)
            Write(finding);
        Write("Worst lines by chrF", analysis.Worst);
        Write("Most improved lines by chrF", analysis.Improved);
        Write("Most worsened lines by chrF", analysis.Worsened);
        output.WriteLine("</main></body></html>");
    }

    private void WriteScores(TranslationAnalysis analysis)
    {
        var compares = analysis.Baseline is not null;
        WriteTableStart("Scores of the whole text", ["", "System", .. compares ? ["Baseline"] : Array.Empty<string>(), "Signature"]);
        foreach (var score in analysis.Scores)
        {
            output.WriteLine($"<tr><th scope=\"row\">{Text(score.Name)}</th>{Number(score.Score, 1)}{Number(score.Baseline, 1)}"
                + $"<td><code>{Text(score.Signature)}</code></td></tr>");
        }

        output.WriteLine($"<tr><th scope=\"row\">Length ratio</th>{Number(analysis.LengthRatio, 3)}{Number(analysis.BaselineLengthRatio, 3)}<td></td></tr></tbody></table></div>");
    }

    private void Write(Breakdown breakdown, bool compares)
    {
        output.WriteLine($"<section><h2>{Text(breakdown.Title)}</h2>");
        string[] baseline = compares ? ["Baseline BLEU", "Baseline chrF"] : [];
        WriteTableStart(breakdown.Note, ["Group", "Lines", "BLEU", "chrF", .. baseline]);
        foreach (var group in breakdown.Groups)
        {
            output.WriteLine($"<tr><th scope=\"row\">{Text(group.Label)}</th>{Number(group.Lines, 0)}{Bar(group.Bleu)}{Bar(group.Chrf)}"
                + $"{Bar(group.BaselineBleu)}{Bar(group.BaselineChrf)}</tr>");
        }

        output.WriteLine("</tbody></table></div></section>");
    }

    private void Write(Finding finding)
    {
        var baseline = finding.Baseline is { } other ? $" (baseline: {other})" : "";
        output.WriteLine($"<section><h2>{Text(finding.Title)}: {finding.Count} {(finding.Count == 1 ? "line" : "lines")}{baseline}</h2><p class=\"dim\">{Text(finding.Note)}</p>");
        if (finding.Examples.Count > 0)
        {
            WriteTableStart("The first of them", ["Line", "Found", "Translation"]);
            foreach (var example in finding.Examples)
                output.WriteLine($"<tr>{Number(example.Line, 0)}<td>{Text(example.Found)}</td><td>{Text(example.Hypothesis)}</td></tr>");
            output.WriteLine("</tbody></table></div>");
        }

        output.WriteLine("</section>");
    }

    private void Write(string title, IReadOnlyList<AnalyzedLine> lines)
    {
        if (lines.Count == 0)
            return;
        output.WriteLine($"<section><h2>{title}</h2>");
        foreach (var line in lines)
        {
            output.WriteLine($"<article><h3>Line {line.Line}</h3><dl><dt>Source</dt><dd>{Text(line.Source)}</dd>");
            foreach (var reference in line.References)
                output.WriteLine($"<dt>Reference</dt><dd>{Text(reference)}</dd>");
            Write("System", line.Hypothesis, line.Bleu, line.Chrf, line.References);
            if (line.Baseline is not null)
                Write("Baseline", line.Baseline, line.BaselineBleu!.Value, line.BaselineChrf!.Value, line.References);
            output.WriteLine("</dl></article>");
        }

        output.WriteLine("</section>");
    }

    private void Write(string system, string hypothesis, double bleu, double chrf, IReadOnlyList<string> references) => output.WriteLine(
        $"<dt>{system}</dt><dd>{Marked(hypothesis, references)} <span class=\"dim\">BLEU {Fixed(bleu, 1)}, chrF {Fixed(chrf, 1)}</span></dd>");

    private static string Marked(string hypothesis, IReadOnlyList<string> references)
    {
        HashSet<string> expected = [.. references.SelectMany(PythonText.Split)];
        return string.Join(' ', PythonText.Split(hypothesis).Select(word =>
            expected.Contains(word) ? Text(word) : $"<mark>{Text(word)}</mark>"));
    }

    private void WriteTableStart(string caption, string[] headers)
    {
        output.Write($"<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{Text(caption)}\"><table><caption>{Text(caption)}</caption><thead><tr>");
        foreach (var header in headers)
            output.Write(header.Length == 0 ? "<td></td>" : $"<th scope=\"col\">{Text(header)}</th>");
        output.WriteLine("</tr></thead><tbody>");
    }

    // No cell where there is no baseline: the column is not there either.
    private static string Number(double? value, int digits) => value is { } number ? $"<td class=\"number\">{Fixed(number, digits)}</td>" : "";

    // Not a share of the column: columns differ in width, and bars beside each other must compare.
    private const double BarRem = 5;

    private static string Bar(double? percent) => percent is { } score
        ? $"<td class=\"number\">{Fixed(score, 1)}<span class=\"bar\" aria-hidden=\"true\" style=\"width:{Fixed(Math.Clamp(score, 0, 100) * BarRem / 100, 2)}rem\"></span></td>"
        : "";

    private static string Fixed(double value, int digits) => MetricScore.Fixed(value, digits);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
