using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Text;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary><c>nmt info</c>: what a model bundle or a training run is, and whether its files are whole.</summary>
internal static class InfoCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var model = CommonOptions.Model();
        var run = new Option<string?>("--run") { Description = "The folder of a training run.", HelpName = "DIR" };
        var format = CommonOptions.Format();
        var command = new Command("info", "Shows what a model bundle or a training run is.") { model, run, format };
        command.Validators.Add(result =>
        {
            if ((result.GetValue(model) is null) == (result.GetValue(run) is null))
                result.AddError("Give either --model DIR or --run DIR.");
        });
        command.SetWork((arguments, _) =>
        {
            var facts = arguments.GetValue(model) is { } folder ? OfBundle(folder) : OfRun(arguments.GetRequiredValue(run)!);
            if (arguments.GetValue(format) == OutputFormat.Json)
                terminal.Out.WriteLine(facts.ToJsonString(Json));
            else
                WriteText(facts, terminal.Out);
            return CommandLine.Done;
        });
        return command;
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
