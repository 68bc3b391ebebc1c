namespace Nmt.Web.Services.Workshop;

/// <summary>Where a training run stands.</summary>
public enum RunState
{
    /// <summary>Its process runs and has not logged a line yet.</summary>
    Starting,

    Training,

    /// <summary>Asked to end; it writes a checkpoint.</summary>
    Ending,

    /// <summary>Ended with a checkpoint, to go on later.</summary>
    Paused,

    /// <summary>Ended with a checkpoint, as it was meant to.</summary>
    Stopped,

    Finished,

    /// <summary>Its process is gone without having been asked to: killed, out of memory, the machine restarted.</summary>
    BrokenOff,

    /// <summary>It never began to train.</summary>
    Failed,
}

/// <summary>A run as the page shows it.</summary>
/// <param name="Name">The run folder's name.</param>
/// <param name="State">Where it stands.</param>
/// <param name="History">What it told.</param>
public sealed record RunView(string Name, RunState State, RunHistory History)
{
    public string SourceLanguage { get; init; } = "";

    public string TargetLanguage { get; init; } = "";

    public string Corpus { get; init; } = "";

    public string Preset { get; init; } = "";

    public string Created { get; init; } = "";

    /// <summary>Whether this server started it: then it may pause, stop and go on with it.</summary>
    public bool Own { get; init; }

    /// <summary>Whether there is a model to install.</summary>
    public bool HasModel { get; init; }

    /// <summary>The last that the program said, where it ended badly.</summary>
    public IReadOnlyList<string> LastWords { get; init; } = [];

    public bool Lives => State is RunState.Starting or RunState.Training or RunState.Ending;

    public bool MayPause => Own && State is (RunState.Starting or RunState.Training);

    public bool MayResume => Own && State is (RunState.Paused or RunState.Stopped or RunState.BrokenOff or RunState.Failed);

    public string Direction => $"{LanguageName.Of(SourceLanguage)} → {LanguageName.Of(TargetLanguage)}";
}
