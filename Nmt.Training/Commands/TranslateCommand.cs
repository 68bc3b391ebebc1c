using System.CommandLine;
using System.Globalization;
using System.Text;
using Nmt.Model;
using Nmt.Model.Documents;
using Nmt.Model.Files;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary><c>nmt translate</c>: one line in, one line out, always; or a document, with its layout kept.</summary>
internal static class TranslateCommand
{
    private const string StandardInput = "stdin";

    // Enough lines to sort by length well, few enough to stream in a pipe and to hold in memory.
    private const int LinesAtOnce = 2_000;

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var verb = new Command("translate", "Translates text line by line: one line in, one line out; or a document (.srt, .tsv, .html, .docx, long text).");
        var options = new TranslateOptions(verb);
        verb.SetWork((arguments, cancellation) =>
        {
            options.Check(arguments);
            return options.Documents.Kind(arguments, options.InputFile(arguments)) is { } kind
                ? RunDocument(arguments, options, kind, (terminal, time), cancellation)
                : Run(arguments, options, terminal, time, cancellation);
        });
        return verb;
    }

    private static int Run(
        ParseResult arguments, TranslateOptions options, Terminal terminal, TimeProvider time, CancellationToken cancellation)
    {
        var path = options.InputFile(arguments);
        using var file = path is null ? null : Utf8LineReader.Open(path);
        var (translator, translation) = Load(arguments, options);
        using var loaded = translator;
        var work = new Work(translator, translation, terminal.Error, path ?? StandardInput)
        {
            // Who types a line wants its translation, not the next 1,999 first.
            LinesAtOnce = path is null && terminal.Interactive && !Console.IsInputRedirected ? 1 : LinesAtOnce,
        };
        var format = arguments.GetValue(options.Format);
        var start = time.GetTimestamp();
        if (arguments.GetValue(options.Output) is { } output and not "-")
        {
            AtomicFile.Write(output, stream =>
            {
                using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
                work.Translate(file ?? terminal.In, new TranslationWriter(text, format), cancellation);
            });
        }
        else
        {
            work.Translate(file ?? terminal.In, new TranslationWriter(terminal.Out, format), cancellation);
        }

        work.Summarize(time.GetElapsedTime(start));
        return CommandLine.Done;
    }

    private static int RunDocument(
        ParseResult arguments,
        TranslateOptions options,
        DocumentKind kind,
        (Terminal Terminal, TimeProvider Time) world,
        CancellationToken cancellation)
    {
        var path = options.InputFile(arguments);
        var column = options.Documents.TsvColumn(arguments);
        // Read before the model is loaded: a wrong file shows at once.
        var document = path is null
            ? DocumentFile.Parse(world.Terminal.In.ReadToEnd(), StandardInput, kind, column)
            : DocumentFile.Read(path, kind, column);
        var (translator, translation) = Load(arguments, options);
        using var loaded = translator;

        var work = new DocumentWork(translator, translation, world.Terminal.Error, path ?? StandardInput);
        var start = world.Time.GetTimestamp();
        var translations = work.Translate(document, cancellation);
        if (arguments.GetValue(options.Output) is { } output and not "-")
        {
            AtomicFile.Write(output, stream => document.Write(translations, stream));
        }
        else
        {
            using var whole = new MemoryStream();
            document.Write(translations, whole);
            world.Terminal.Out.Write(Encoding.UTF8.GetString(whole.GetBuffer(), 0, (int)whole.Length));
        }

        work.Summarize(document, world.Time.GetElapsedTime(start));
        return CommandLine.Done;
    }

    private static (Translator Translator, TranslationOptions Options) Load(ParseResult arguments, TranslateOptions options)
    {
        var device = ComputeDevice.Resolve(arguments.GetRequiredValue(options.Device));
        var workers = ComputeDevice.Workers(device, arguments.GetValue(options.Threads));
        return (Translator.Load(arguments.GetRequiredValue(options.Model)!, device), options.Read(arguments) with { Workers = workers });
    }

    /// <summary>A text on its way through the translator.</summary>
    private sealed class Work(Translator translator, TranslationOptions options, TextWriter error, string source)
    {
        private int _lines;
        private long _pieces;

        public required int LinesAtOnce { get; init; }

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
        }

        public void Summarize(TimeSpan elapsed) => error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"nmt: lines: {_lines}, pieces: {_pieces}, seconds: {elapsed.TotalSeconds:F1}, pieces/s: {_pieces / Math.Max(elapsed.TotalSeconds, 1e-3):F0}"));

        private List<string> Read(TextReader input)
        {
            var lines = new List<string>();
            while (lines.Count < LinesAtOnce && input.ReadLine() is { } line)
                lines.Add(line);
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
}
