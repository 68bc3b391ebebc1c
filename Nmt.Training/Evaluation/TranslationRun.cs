using System.Globalization;
using Nmt.Model;

namespace Nmt.Training.Evaluation;

/// <summary>Translates a text to be scored, and tells on the way how far it is.</summary>
internal sealed class TranslationRun(TextWriter error, TimeProvider time)
{
    // Enough lines to sort by length well, few enough to hear of the progress now and then.
    private const int LinesAtOnce = 1_000;

    /// <summary>One hypothesis for each line of the source, under the model's name.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public TranslatedText Translate(
        Translator translator, EvaluationText source, TranslationOptions options, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        var hypotheses = new List<string>(source.Lines.Count);
        var attended = new List<double?>(source.Lines.Count);
        foreach (var lines in source.Lines.Chunk(LinesAtOnce))
        {
            var translations = translator.Translate(lines, options, progress: null, cancellation);
            hypotheses.AddRange(translations.Select(translation => translation.Text));
            attended.AddRange(translations.Select(AttentionCoverage.Of));
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"nmt: {hypotheses.Count:N0} of {source.Lines.Count:N0} lines translated in {time.GetElapsedTime(start).TotalSeconds:F1} s"));
        }

        return new TranslatedText(new EvaluationText(translator.Bundle.Folder, hypotheses), attended);
    }
}
