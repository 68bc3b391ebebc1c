using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nmt.Training.Evaluation;

/// <summary>Scores as text for people and as JSON for programs, in the form and with the field names of sacreBLEU.</summary>
/// <param name="output">LF line ends.</param>
/// <param name="style">What is shown of a score.</param>
internal sealed class ScoreReport(TextWriter output, ScoreStyle style)
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is UTF-8 and no part of a web page
    };

    /// <summary>One line for each score.</summary>
    public void WriteLines(IEnumerable<MetricScore> scores)
    {
        foreach (var score in scores)
            output.WriteLine(Text(score));
    }

    /// <summary>One line for each score, the equals signs below each other.</summary>
    public void WriteAligned(IReadOnlyList<MetricScore> scores)
    {
        string[] lines = [.. scores.Select(Text)];
        int[] marks = [.. lines.Select(line => line.IndexOf(" = ", StringComparison.Ordinal))];
        foreach (var (line, mark) in lines.Zip(marks))
            output.WriteLine(new string(' ', mark < 0 ? 0 : marks.Max() - mark) + line);
    }

    /// <summary>Always an array, of one score too, so that a reader needs one way only.</summary>
    public void WriteJson(IEnumerable<MetricScore> scores) => WriteJson(json =>
    {
        json.WriteStartArray();
        foreach (var score in scores)
            Write(json, score);
        json.WriteEndArray();
    });

    public void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
            write(json);
        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private string Text(MetricScore score) =>
        style.ScoreOnly ? score.ScoreOnly(style.Width) : score.ToText(style.Width, style.ShortSignature);

    private void Write(Utf8JsonWriter json, MetricScore score)
    {
        json.WriteStartObject();
        json.WriteString("name", score.Name);
        json.WriteNumber("score", Number(score.Score));
        json.WriteString("signature", score.Signature.ToString());
        if (score.Confidence(style.Width) is { } confidence)
        {
            json.WriteNumber("confidence_mean", Number(score.Interval!.Value.Mean));
            json.WriteNumber("confidence_var", Number(score.Interval.Value.HalfWidth));
            json.WriteString("confidence", confidence);
        }

        if (score.Verbose.Length > 0)
            json.WriteString("verbose_score", score.Verbose);
        foreach (var field in score.Signature.Fields)
            json.WriteString(field.Name, field.Value);
        json.WriteEndObject();
    }

    private double Number(double value) => double.Parse(MetricScore.Fixed(value, style.Width), CultureInfo.InvariantCulture);
}
