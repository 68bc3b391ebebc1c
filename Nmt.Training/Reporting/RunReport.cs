using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Training.Learning;

namespace Nmt.Training.Reporting;

/// <summary>
/// A run as one HTML page that opens without a network: its curves, its translations as they got better, what happened,
/// and its recipe. Neither scripts nor anything from elsewhere; light or dark as the reader's system is.
/// </summary>
internal static class RunReport
{
    private const string Style = """
        :root { color-scheme: light dark; --text: #1c1e21; --soft: #5c636b; --line: #d9dde2; --page: #ffffff; --card: #f6f7f9;
          --c0: #0b62c4; --c1: #b3480a; --c2: #2f7d32; --good: #2f7d32; }
        @media (prefers-color-scheme: dark) { :root { --text: #e7e9ec; --soft: #a2a9b2; --line: #3a4048; --page: #15181c;
          --card: #1e2227; --c0: #6cb0ff; --c1: #ffa168; --c2: #7fcf85; --good: #7fcf85; } }
        body { margin: 0 auto; max-width: 84rem; padding: 1.5rem; background: var(--page); color: var(--text);
          font: 1rem/1.5 system-ui, sans-serif; }
        h1 { font-size: 1.5rem; margin: 0 0 .25rem; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
        p.soft, dt, figcaption { color: var(--soft); }
        .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 28rem), 1fr)); gap: 1rem; }
        .card { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .75rem 1rem; margin: 0; }
        svg { width: 100%; height: auto; display: block; } svg text { fill: var(--soft); font: 12px system-ui, sans-serif; }
        svg text.title { fill: var(--text); font-weight: 600; font-size: 14px; }
        .grid { stroke: var(--line); } .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
        .c0 { stroke: var(--c0); } .c1 { stroke: var(--c1); stroke-dasharray: 6 3; } .c2 { stroke: var(--c2); stroke-dasharray: 2 3; }
        .dot { fill: var(--page); stroke-width: 2; stroke-dasharray: none; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0; } dd { margin: 0; overflow-wrap: anywhere; }
        .wide { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
        th, td { text-align: start; padding: .3rem .6rem; border-top: 1px solid var(--line); vertical-align: top; }
        th { font-weight: 600; } td.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
        .sample { margin-bottom: 1rem; } .best { color: var(--good); font-weight: 600; }
        pre { overflow-x: auto; margin: 0; font-size: .85rem; } summary { cursor: pointer; }
        """;

    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <param name="name">What the run is called.</param>
    /// <param name="facts">What <c>nmt info</c> says of it: the recipe under "config", single values else.</param>
    /// <param name="history">Its log.</param>
    public static string Html(string name, JsonObject facts, RunHistory history)
    {
        var page = new StringBuilder();
        page.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        Put(page, $"<title>{Escaped(name)} – nmt run</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<main>\n");
        Put(page, $"<h1>{Escaped(name)}</h1>\n");
        Put(page, $"<p class=\"soft\">Made by {ProgramVersion.Name}. Point at a dot for its value.</p>\n");
        AppendFacts(page, facts);
        AppendCharts(page, history);
        AppendSamples(page, history);
        AppendNotes(page, history);
        if (facts["config"] is { } config)
        {
            page.Append("<h2>Recipe</h2>\n<details class=\"card\"><summary>The full configuration, defaults included</summary>\n");
            Put(page, $"<pre>{Escaped(config.ToJsonString(Indented))}</pre>\n</details>\n");
        }

        return page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private static void AppendFacts(StringBuilder page, JsonObject facts)
    {
        page.Append("<dl class=\"card\">\n");
        foreach ((string key, JsonNode? value) in facts.Where(fact => fact.Value is JsonValue))
        {
            Put(page, $"<dt>{Escaped(key)}</dt><dd>{Escaped(Shown(value!))}</dd>\n");
        }

        page.Append("</dl>\n");
    }

    private static string Shown(JsonNode value) => value.GetValueKind() == JsonValueKind.Number
        ? Math.Round(double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture), 2).ToString(CultureInfo.InvariantCulture)
        : value.ToString();

    private static void AppendCharts(StringBuilder page, RunHistory history)
    {
        string[] charts =
        [
            CurveChart.Svg("Loss a token (nats)", fromZero: false,
                [new Curve("training", history.Series("loss")), new Curve("development", history.Series("validLoss"), Dots: true)]),
            CurveChart.Svg("Scores on the development set", fromZero: false,
                [new Curve("BLEU", history.Series("bleu"), Dots: true), new Curve("chrF", history.Series("chrf"), Dots: true)]),
            CurveChart.Svg("Perplexity of the development set", fromZero: false, [new Curve("perplexity", history.Series("validPerplexity"), Dots: true)]),
            CurveChart.Svg("Learning rate", fromZero: true, [new Curve("rate", history.Series("learningRate"))]),
            CurveChart.Svg("Gradient norm before clipping", fromZero: true, [new Curve("norm", history.Series("gradientNorm"))]),
            CurveChart.Svg("Target tokens a second", fromZero: true, [new Curve("tokens/s", history.Series("tokensPerSecond"))]),
            CurveChart.Svg("Memory (MB)", fromZero: true, [new Curve("memory", history.Series("memoryMegabytes"))]),
        ];
        page.Append("<h2>Curves over the steps</h2>\n");
        if (charts.All(chart => chart.Length == 0))
        {
            page.Append("<p>No step is logged yet.</p>\n");
            return;
        }

        page.Append("<div class=\"charts\">\n");
        foreach (string chart in charts.Where(chart => chart.Length > 0))
        {
            Put(page, $"<figure class=\"card\">\n{chart}</figure>\n");
        }

        page.Append("</div>\n");
        if (history.Evaluations.LastOrDefault(evaluation => evaluation.Signature is not null) is { } scored)
        {
            Put(page, $"<p class=\"soft\">BLEU of greedy translations, {Escaped(scored.Signature!)}</p>\n");
        }
    }

    private static void AppendSamples(StringBuilder page, RunHistory history)
    {
        var sentences = history.Evaluations
            .SelectMany(evaluation => evaluation.Samples.Select(sample => (evaluation, sample)))
            .GroupBy(entry => (entry.sample.Source, entry.sample.Reference)).ToList();
        page.Append("<h2>Translations at each evaluation</h2>\n");
        if (sentences.Count == 0)
        {
            page.Append("<p>No evaluation is logged yet.</p>\n");
        }

        foreach (var sentence in sentences)
        {
            page.Append("<div class=\"card sample wide\">\n<dl>");
            Put(page, $"<dt>source</dt><dd>{Escaped(sentence.Key.Source)}</dd><dt>reference</dt><dd>{Escaped(sentence.Key.Reference)}</dd></dl>\n");
            page.Append("<table><thead><tr><th scope=\"col\">step</th><th scope=\"col\">translation</th></tr></thead><tbody>\n");
            foreach ((LoggedEvaluation evaluation, TranslationSample sample) in sentence)
            {
                string step = evaluation.Step.ToString("N0", CultureInfo.InvariantCulture);
                string best = evaluation.Best ? " <span class=\"best\">best so far</span>" : "";
                Put(page, $"<tr><td class=\"number\">{step}</td><td dir=\"auto\">{Escaped(sample.Translation)}{best}</td></tr>\n");
            }

            page.Append("</tbody></table>\n</div>\n");
        }
    }

    private static void AppendNotes(StringBuilder page, RunHistory history)
    {
        if (history.Notes.Count == 0 && history.CutLines.Count == 0)
        {
            return;
        }

        page.Append("<h2>What happened</h2>\n<div class=\"card wide\"><table><thead><tr><th scope=\"col\">step</th><th scope=\"col\">time</th>");
        page.Append("<th scope=\"col\">event</th><th scope=\"col\"></th></tr></thead><tbody>\n");
        foreach (LoggedNote note in history.Notes)
        {
            string step = note.Step.ToString("N0", CultureInfo.InvariantCulture);
            Put(page, $"<tr><td class=\"number\">{step}</td><td>{Escaped(note.Time)}</td><td>{Escaped(note.Event)}</td><td>{Escaped(note.Text)}</td></tr>\n");
        }

        foreach (int line in history.CutLines)
        {
            Put(page, $"<tr><td></td><td></td><td>cut</td><td>line {line} of run.jsonl is no JSON</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void Put(StringBuilder page, string text) => page.Append(text);

    private static string Escaped(string text) => WebUtility.HtmlEncode(text);
}
