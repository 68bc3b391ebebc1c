using System.Globalization;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary>A text on its way through the translator.</summary>
internal sealed class LineWork(Translator translator, TranslationOptions options, TextWriter error, string source)
{
    private int _lines;
    private long _pieces;

    /// <summary>Lines that are read, translated and written together.</summary>
    public required int LinesAtOnce { get; init; }

    /// <summary>What is asked of each line; null when nothing is.</summary>
    public ConstraintLines? Constraints { get; init; }

    public void Translate(TextReader input, TranslationWriter output, CancellationToken cancellation)
    {
        while (Read(input) is { Count: > 0 } lines)
        {
            foreach (var translation in translator.Translate(lines, options, progress: null, cancellation))
            {
                output.Write(translation);
                _lines++;
                _pieces += translation.Hypotheses[0].Pieces.Count - translation.Segments; // Eos is no piece of text
                Warn(translation);
            }

            output.Flush();
        }

        Constraints?.End();
    }

    public void Summarize(TimeSpan elapsed) => error.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"nmt: lines: {_lines}, pieces: {_pieces}, seconds: {elapsed.TotalSeconds:F1}, pieces/s: {_pieces / Math.Max(elapsed.TotalSeconds, 1e-3):F0}"));

    private List<SourceLine> Read(TextReader input)
    {
        var lines = new List<SourceLine>();
        while (lines.Count < LinesAtOnce && input.ReadLine() is { } line)
            lines.Add(new(line, Constraints?.Next() ?? LineConstraints.None));
        return lines;
    }

    private void Warn(Translation translation)
    {
        if (translation.Segments > 1)
            error.WriteLine($"nmt: warning: {source}, line {_lines}: longer than the model's {translator.Bundle.Model.Config.MaxSourceLength} pieces; translated in {translation.Segments} parts.");
        if (translation.Truncated)
            error.WriteLine($"nmt: warning: {source}, line {_lines}: the translation reached the length limit and was ended there.");
    }
}
