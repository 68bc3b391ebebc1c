using System.CommandLine;
using System.Globalization;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Training.Commands;

/// <summary><c>nmt average</c>: several checkpoints or models of one network in, one model with their mean weights out.</summary>
internal static class AverageCommand
{
    public static Command Create(Terminal terminal, TimeProvider time)
    {
        var models = new Argument<string[]>("DIR")
        {
            Description = "Models, checkpoints, or runs, whose newest checkpoints are taken.",
            Arity = ArgumentArity.OneOrMore,
        };
        var last = CommonOptions.WholeNumber("--last", 1, "How many of the newest checkpoints of a run. Default: all that it kept.");
        var output = new Option<string>("--output") { Description = "The folder of the model that is made.", HelpName = "DIR", Required = true };
        var command = new Command("average", "Averages the weights of checkpoints or models of one network.") { models, last, output };
        command.SetWork((arguments, _) =>
        {
            var parts = arguments.GetRequiredValue(models).SelectMany(folder => Parts(folder, arguments.GetValue(last))).ToList();
            Average(parts, arguments.GetRequiredValue(output), time);
            terminal.Error.WriteLine($"nmt: {arguments.GetRequiredValue(output)} is the mean of {string.Join(", ", parts)}.");
            return CommandLine.Done;
        });
        return command;
    }

    private static void Average(List<string> parts, string output, TimeProvider time)
    {
        using var mean = BundleAverage.Of(parts);

        // The scores are those of one part, not of the mean.
        var manifest = mean.Manifest with
        {
            TrainingData = string.Create(CultureInfo.InvariantCulture, $"{mean.Manifest.TrainingData}; mean of {parts.Count} models"),
            Scores = [],
            Created = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        ModelBundle.Save(output, mean.Model, mean.Tokenizer, manifest);
    }

    private static IReadOnlyList<string> Parts(string folder, int? last)
    {
        var checkpoints = Path.Combine(folder, RunFolder.CheckpointsFolder);
        if (!Directory.Exists(checkpoints))
            return [folder];

        var found = CheckpointStore.Newest(checkpoints).Take(last ?? int.MaxValue).ToList();
        if (found.Count == 0 || found.Count < last)
        {
            throw new NmtException(
                $"{checkpoints}: expected {(last is null ? "a checkpoint" : $"{last} checkpoints")}, found {(found.Count == 0 ? "none" : found.Count)}. A run keeps "
                + "as many as checkpoints.keep says.");
        }

        return found;
    }
}
