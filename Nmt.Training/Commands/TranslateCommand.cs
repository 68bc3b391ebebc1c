using System.CommandLine;
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
        using var constraints = options.Constraints.File(arguments) is { } asked ? new ConstraintLines(asked) : null;
        var (translator, translation) = Load(arguments, options);
        using var loaded = translator;
        using var ranking = translation.Ranking as IDisposable; // it may hold models
        var work = new LineWork(translator, translation, terminal.Error, path ?? StandardInput)
        {
            // Who types a line wants its translation, not the next 1,999 first.
            LinesAtOnce = path is null && terminal.Interactive && !Console.IsInputRedirected ? 1 : LinesAtOnce,
            Constraints = constraints,
        };
        var start = time.GetTimestamp();
        var output = arguments.GetValue(options.Output) is not "-" and var name ? name : null;
        WithFile(output, text => WithFile(options.Explanations.Alignments(arguments), alignments => WithFile(options.Explanations.Trace(arguments), trace =>
        {
            var writer = new TranslationWriter(text ?? terminal.Out, arguments.GetValue(options.Format))
            {
                Explain = options.Explanations.Explain(arguments),
                Alignments = alignments,
                Trace = trace is null ? null : new SearchTraceWriter(trace),
            };
            work.Translate(file ?? terminal.In, writer, cancellation);
        })));

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
        using var ranking = translation.Ranking as IDisposable; // it may hold models

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
        var translation = options.Complete(arguments); // before the model: a wrong file shows at once
        var device = ComputeDevice.Resolve(arguments.GetRequiredValue(options.Device));
        var workers = ComputeDevice.Workers(device, arguments.GetValue(options.Threads));
        var translator = options.Ensemble.Load(arguments, arguments.GetRequiredValue(options.Model)!, device);
        try
        {
            return (translator, options.Reverse.Complete(arguments, translator.Bundle, translation, device) with { Workers = workers });
        }
        catch
        {
            translator.Dispose();
            throw;
        }
    }

    // All files that a run writes appear when the run is complete, or none does.
    private static void WithFile(string? path, Action<TextWriter?> write)
    {
        if (path is null)
        {
            write(null);
            return;
        }

        AtomicFile.Write(path, stream =>
        {
            using var text = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            write(text);
        });
    }
}
