using System.Globalization;
using Nmt.Web.Services.Workshop;

namespace Nmt.Web.Components.Workshop;

/// <summary>A run in words.</summary>
internal static class RunText
{
    public static string State(RunView run) => run.State switch
    {
        RunState.Starting => "Starting",
        RunState.Training => "Training",
        RunState.Ending => "Ending",
        RunState.Paused => "Paused",
        RunState.Stopped => "Stopped",
        RunState.Finished => "Finished",
        RunState.BrokenOff => "Broken off",
        _ => "Not started",
    };

    /// <summary>What that means for the reader.</summary>
    public static string Meaning(RunView run) => run.State switch
    {
        RunState.Starting => "The program reads the corpus and measures the machine.",
        RunState.Training when !run.Own => "It was started outside this page, which can only watch it.",
        RunState.Training => "It goes on when you close the browser, and when the server stops.",
        RunState.Ending => "It writes a checkpoint, then it ends.",
        RunState.Paused => $"Nothing is lost. Resume goes on from step {Step(run.History.Step)}.",
        RunState.Stopped => "It ended with a checkpoint, so it could still go on.",
        RunState.Finished when run.History.End == "early-stopping" => "It ended by itself: nothing had improved for a while.",
        RunState.Finished => "All epochs are done.",
        RunState.BrokenOff => $"Its process ended without being asked to: it was killed, ran out of memory, or the machine was started anew. {From(run)}",
        _ => "The program gave up before the first step.",
    };

    public static string Left(double? seconds) => seconds switch
    {
        null or < 0 or double.NaN => "",
        < 60 => "less than a minute left",
        < 5_400 => string.Create(CultureInfo.InvariantCulture, $"about {Math.Ceiling(seconds.Value / 60):0} min left"),
        < 172_800 => string.Create(CultureInfo.InvariantCulture, $"about {seconds.Value / 3_600:0.#} h left"),
        _ => string.Create(CultureInfo.InvariantCulture, $"about {seconds.Value / 86_400:0.#} days left"),
    };

    public static string Step(long step) => step.ToString("N0", CultureInfo.InvariantCulture);

    public static string Preset(string name) =>
        TrainingPreset.All.FirstOrDefault(preset => preset.Name == name)?.Title ?? name;

    private static string From(RunView run) =>
        !run.Own ? ""
        : run.History.Checkpoint is { } step ? $"Resume goes on from the checkpoint of step {Step(step)}."
        : "There was no checkpoint yet: resume begins again.";
}
