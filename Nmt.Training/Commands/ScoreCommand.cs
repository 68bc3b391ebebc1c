using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Nmt.Model;
using Nmt.Model.Files;
using Nmt.Training.Evaluation;
using Nmt.Training.Reporting;
using TorchSharp;

namespace Nmt.Training.Commands;

/// <summary><c>nmt score</c>: how likely a model finds given translations, line by line, and its perplexity.</summary>
internal static class ScoreCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var verb = new Command("score", "Scores given translations with a model: log-probabilities, and the perplexity of the text.");
        var options = new ScoreOptions(verb);
        verb.SetWork((arguments, cancellation) => Run(arguments, options, terminal, cancellation));
        return verb;
    }

    private static int Run(ParseResult arguments, ScoreOptions options, Terminal terminal, CancellationToken cancellation)
    {
        options.Check(arguments);
        var sources = EvaluationText.Read(arguments.GetRequiredValue(options.Source)!);
        var targets = arguments.GetValue(options.Targets) is { } path and not "-"
            ? EvaluationText.Read(path)
            : EvaluationText.Read(terminal.In, "stdin");
        targets.MustMatch(sources);

        torch.set_num_threads(arguments.GetValue(options.Threads) ?? Environment.ProcessorCount);
        using var bundle = ModelBundle.Load(
            arguments.GetRequiredValue(options.Model)!, torch.device(ComputeDevice.Resolve(arguments.GetRequiredValue(options.Device))));
        var scores = new ForcedScoring(bundle.Model, bundle.Tokenizer).Score(
            sources.Lines, targets.Lines, bundle.TagFor(arguments.GetValue(options.TargetLanguage)), cancellation);
        var summary = PerplexityReport.Of(scores, targets.Lines);

        string[] lines = arguments.GetValue(options.Summary)
            ? [arguments.GetValue(options.Format) == OutputFormat.Json ? JsonSerializer.Serialize(summary, Json) : summary.ToString()]
            : [.. scores.Select(score => Line(score, arguments, options))];
        Write(lines, arguments.GetValue(options.Output), terminal.Out);
        if (!arguments.GetValue(options.Summary))
            terminal.Error.WriteLine($"nmt: {summary}");
        return CommandLine.Done;
    }

    private static string Line(ForcedScore score, ParseResult arguments, ScoreOptions options)
    {
        if (arguments.GetValue(options.Format) == OutputFormat.Json)
            return JsonSerializer.Serialize(score, Json);
        var line = score.LogProbability.ToString("F6", CultureInfo.InvariantCulture);
        return arguments.GetValue(options.PerPiece)
            ? string.Join('\t', [line, .. score.Pieces.Zip(score.PieceLogProbabilities, Piece)])
            : line;
    }

    private static string Piece(string piece, float logProbability) =>
        string.Create(CultureInfo.InvariantCulture, $"{logProbability:F6} {piece}");

    private static void Write(string[] lines, string? path, TextWriter standardOutput)
    {
        if (path is null or "-")
        {
            WriteTo(standardOutput);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            WriteTo(text);
        });

        void WriteTo(TextWriter output)
        {
            foreach (var line in lines)
                output.WriteLine(line);
        }
    }
}
