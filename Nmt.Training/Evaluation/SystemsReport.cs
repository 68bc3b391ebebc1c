using System.Globalization;
using System.Text.Json;

namespace Nmt.Training.Evaluation;

/// <summary>The scores of several systems side by side, in the layout of sacreBLEU.</summary>
internal sealed class SystemsReport(TextWriter output, ScoreStyle style)
{
    // The customary threshold of significance.
    private const double Threshold = 0.05;

    /// <summary>A table, what the test means, and the signatures.</summary>
    /// <param name="names">Of the systems; with a test, the baseline first.</param>
    /// <param name="metrics">One column each.</param>
    /// <param name="test">Null where only scores are wanted.</param>
    public void WriteText(IReadOnlyList<string> names, IReadOnlyList<MetricResults> metrics, PairedTest? test)
    {
        var table = new GridTable(["System", .. metrics.Select(Header)]);
        for (var i = 0; i < names.Count; i++)
            table.Add([names[i], .. metrics.Select(metric => Cell(metric.Systems[i]))]);
        table.Write(output);
        output.WriteLine();
        if (test is not null)
            Explain(test, names[0]);
        WriteTitle("Metric signatures");
        foreach (var metric in metrics)
            output.WriteLine($" - {metric.Name,-10} {(style.ShortSignature ? metric.Signature.Short : metric.Signature.ToString())}");
    }

    /// <summary>One object for each system, with sacreBLEU's fields for each metric and the signature.</summary>
    public void WriteJson(IReadOnlyList<string> names, IReadOnlyList<MetricResults> metrics) =>
        new ScoreReport(output, style).WriteJson(json =>
        {
            json.WriteStartArray();
            for (var i = 0; i < names.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("system", names[i]);
                foreach (var metric in metrics)
                    Write(json, metric, metric.Systems[i]);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });

    private static void Write(Utf8JsonWriter json, MetricResults metric, SystemResult result)
    {
        json.WriteStartObject(metric.Name);
        json.WriteNumber("score", result.Score);
        WriteNumber("p_value", result.PValue);
        WriteNumber("mean", result.Interval?.Mean);
        WriteNumber("ci", result.Interval?.HalfWidth);
        json.WriteString("signature", metric.Signature.ToString());
        json.WriteEndObject();

        void WriteNumber(string name, double? value)
        {
            if (value is { } number)
                json.WriteNumber(name, number);
            else
                json.WriteNull(name);
        }
    }

    private static string Header(MetricResults metric) =>
        metric.Systems.Any(system => system.Interval is not null) ? $"{metric.Name} (μ ± 95% CI)" : metric.Name;

    private string Cell(SystemResult result)
    {
        var cell = MetricScore.Fixed(result.Score, style.Width);
        if (result.Interval is { } interval)
            cell += $" ({MetricScore.Fixed(interval.Mean, style.Width)} ± {MetricScore.Fixed(interval.HalfWidth, style.Width)})";
        if (result.PValue is { } p)
            cell += string.Create(CultureInfo.InvariantCulture, $"\n(p = {p:F4}){(p > Threshold ? "" : "*")}");
        return cell;
    }

    private void Explain(PairedTest test, string baseline)
    {
        WriteTitle(test.Title);
        output.WriteLine($" - Every system is compared with {baseline}.");
        output.WriteLine(test.Bootstrap
            ? "   A cell shows the score, the mean of the resampled scores and half their 95% interval."
            : "   A cell shows the score.");
        output.WriteLine(" - p is about how often chance alone would part two equal systems by this difference or more.");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $" - An asterisk marks p of at most {Threshold}: the system is different. It may be better or worse."));
        output.WriteLine();
    }

    private void WriteTitle(string title)
    {
        output.WriteLine(new string('-', title.Length));
        output.WriteLine(title);
        output.WriteLine(new string('-', title.Length));
    }
}
