using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Model;
using Nmt.Training.Commands;

namespace Nmt.Training.Reporting;

/// <summary>Writes translations in the order of their lines.</summary>
/// <param name="output">LF line ends, as given by <see cref="Terminal"/>.</param>
/// <param name="format">What a line looks like.</param>
internal sealed class TranslationWriter(TextWriter output, TranslationFormat format)
{
    // Letters of every script stay readable; the output is UTF-8 and no web page.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private int _index;

    public void Write(Translation translation)
    {
        switch (format)
        {
            case TranslationFormat.Json:
                output.WriteLine(JsonSerializer.Serialize(JsonLine(translation), Json));
                break;
            case TranslationFormat.Moses:
                foreach (var found in translation.Hypotheses)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_index} ||| {found.Text} ||| {found.Score:F6}"));
                break;
            default:
                output.WriteLine(translation.Text);
                break;
        }

        _index++;
    }

    public void Flush() => output.Flush();

    private static object JsonLine(Translation translation) => new
    {
        Translation = translation.Text,
        translation.Score,
        translation.Truncated,
        Hypotheses = translation.Hypotheses.Select(found => new { found.Text, found.Score, found.LogProbability }),
    };
}
