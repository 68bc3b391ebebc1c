using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
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
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private int _index;

    /// <summary>Whether JSON tells how each piece came about.</summary>
    public bool Explain { get; init; }

    /// <summary>Where alignments go; null when none are wanted.</summary>
    public TextWriter? Alignments { get; init; }

    /// <summary>Where the search goes; null when it is not wanted.</summary>
    public SearchTraceWriter? Trace { get; init; }

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

        Alignments?.WriteLine(WordAlignment.ToPharaoh(WordAlignment.Of(translation, translation.Hypotheses[0])));
        Trace?.Write(translation);
        _index++;
    }

    public void Flush() => output.Flush();

    private object JsonLine(Translation translation) => new
    {
        Translation = translation.Text,
        translation.Score,
        translation.Truncated,
        Hypotheses = translation.Hypotheses.Select(found => new
        {
            found.Text,
            found.Score,
            found.LogProbability,
            found.Utility,
            found.ReverseScore,
            Alignment = Explain ? WordAlignment.ToPharaoh(WordAlignment.Of(translation, found)) : null,
            Pieces = Explain ? Pieces(found) : null,
        }),
    };

    private static IEnumerable<object> Pieces(TranslationHypothesis found) => found.Pieces.Select((text, i) => new
    {
        Text = text,
        LogProbability = found.PieceLogProbabilities[i],
        found.Uncertainty[i].Entropy,
        found.Uncertainty[i].Margin,
    });
}
