using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Nmt.Training.Evaluation;

/// <summary>Scores as text for people and as JSON for programs, in the form and with the field names of sacreBLEU.</summary>
internal static class ScoreReport
{
    private static readonly JsonWriterOptions Json = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // the file is UTF-8 and no part of a web page
    };

    /// <summary>One line for each score.</summary>
    public static void WriteText(TextWriter output, IEnumerable<BleuScore> scores, int width)
    {
        foreach (var score in scores)
            output.WriteLine(score.ToText(width));
    }

    /// <summary>Always an array, of one score too, so that a reader needs one way only.</summary>
    public static void WriteJson(TextWriter output, IEnumerable<BleuScore> scores, int width)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Json))
        {
            json.WriteStartArray();
            foreach (var score in scores)
                Write(json, score, width);
            json.WriteEndArray();
        }

        output.WriteLine(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length));
    }

    private static void Write(Utf8JsonWriter json, BleuScore score, int width)
    {
        json.WriteStartObject();
        json.WriteString("name", score.Name);
        json.WriteNumber("score", double.Parse(score.Rounded(width), CultureInfo.InvariantCulture));
        json.WriteString("signature", score.Signature.ToString());
        json.WriteString("verbose_score", score.Verbose);
        foreach (var (name, value) in score.Signature.Fields)
            json.WriteString(name, value);
        json.WriteEndObject();
    }
}
