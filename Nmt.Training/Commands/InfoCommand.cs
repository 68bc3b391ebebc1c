using System.CommandLine;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Text;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary><c>nmt info</c>: what a model bundle or a training run is, and whether its files are whole.</summary>
internal static class InfoCommand
{
    private const string LogFile = "run.jsonl";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var place = new Argument<string?>("PATH") { Description = "The folder of a model bundle or of a training run.", Arity = ArgumentArity.ZeroOrOne };
        var model = CommonOptions.Model();
        var run = new Option<string?>("--run") { Description = "The folder of a training run.", HelpName = "DIR" };
        var html = new Option<string?>("--html")
        {
            Description = "Of a run: also write a page with its curves and its translations at each evaluation, which opens without a network.",
            HelpName = "FILE",
        };
        var format = CommonOptions.Format();
        var command = new Command("info", "Shows what a model bundle or a training run is.") { place, model, run, html, format };
        command.Validators.Add(result =>
        {
            if (new[] { result.GetValue(place), result.GetValue(model), result.GetValue(run) }.Count(path => path is not null) != 1)
                result.AddError("Give one of PATH, --model DIR and --run DIR.");
        });
        command.SetWork((arguments, _) =>
        {
            var path = (arguments.GetValue(place) ?? arguments.GetValue(run) ?? arguments.GetValue(model))!;
            var isRun = arguments.GetValue(run) is not null || (arguments.GetValue(model) is null && RunFolder.Describe(path) is not null);
            var facts = isRun ? OfRun(path) : OfBundle(path);
            if (arguments.GetValue(html) is { } page)
                WritePage(page, isRun ? path : null, facts, terminal);
            if (arguments.GetValue(format) == OutputFormat.Json)
                terminal.Out.WriteLine(facts.ToJsonString(Json));
            else
                WriteText(facts, terminal.Out);
            return CommandLine.Done;
        });
        return command;
    }

    private static void WritePage(string page, string? run, JsonObject facts, Terminal terminal)
    {
        if (run is null)
            throw new WrongUsageException(["--html: expected a training run, found a model bundle; its curves are in the run that made it."]);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(run)));
        var html = RunReport.Html(name, facts, RunHistory.Read(Path.Combine(run, LogFile)));
        AtomicFile.Write(page, stream => stream.Write(Encoding.UTF8.GetBytes(html)));
        terminal.Error.WriteLine($"info: wrote {page}");
    }

    private static JsonObject OfBundle(string folder)
    {
        var manifest = ModelManifest.Read(folder);
        manifest.Verify(folder);
        var tokenizer = SubwordTokenizer.Load(folder);
        return new JsonObject
        {
            ["name"] = manifest.Name,
            ["sourceLanguage"] = manifest.SourceLanguage,
            ["targetLanguage"] = manifest.TargetLanguage,
            ["directions"] = JsonSerializer.SerializeToNode(manifest.Directions, Json),
            ["parameters"] = manifest.Parameters,
            ["vocabulary"] = tokenizer.Vocabulary.Count,
            ["trainingData"] = manifest.TrainingData,
            ["created"] = manifest.Created,
            ["scores"] = JsonSerializer.SerializeToNode(manifest.Scores, Json),
            ["files"] = $"{manifest.Files.Count} files, all hashes right",
            ["config"] = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, ModelBundle.ConfigFile))),
        };
    }

    private static JsonObject OfRun(string folder)
    {
        var description = RunFolder.Describe(folder)
            ?? throw new NmtException($"{folder} holds no training run: there is no run.json in it.");
        var state = new CheckpointStore(Path.Combine(folder, RunFolder.CheckpointsFolder), keep: 1).NewestState();
        return new JsonObject
        {
            ["sourceLanguage"] = description.SourceLanguage,
            ["targetLanguage"] = description.TargetLanguage,
            ["data"] = description.Data,
            ["step"] = state?.Step ?? 0,
            ["epoch"] = state?.Epoch ?? 0,
            ["state"] = state?.Finished ?? "not finished",
            ["bestStep"] = state?.Progress.BestStep,
            ["bestBleu"] = state?.BestBleu,
            ["seconds"] = state?.Seconds,
            ["config"] = description.Config.ToJson(),
        };
    }

    private static void WriteText(JsonObject facts, TextWriter writer)
    {
        foreach (var (key, value) in facts)
            writer.WriteLine($"{key + ":",-16}{Text(value)}");
    }

    private static string Text(JsonNode? value) => value switch
    {
        null => "none",
        JsonArray { Count: 0 } => "none",
        JsonArray list => string.Join(", ", list.Select(item => string.Join(" ", item!.AsObject().Select(pair => Text(pair.Value))))),
        JsonObject section => string.Join(", ", section.Select(pair => $"{pair.Key} {Text(pair.Value)}")),
        _ => value.ToString(),
    };
}
