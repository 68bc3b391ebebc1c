namespace Nmt.Tests.Training.Evaluation;

/// <summary>A command line of sacreBLEU over some texts, and what it printed.</summary>
public sealed record GoldenCommand
{
    public required string Name { get; init; }

    public required string Command { get; init; }

    public required string Arguments { get; init; }

    /// <summary>One text for each system.</summary>
    public required string[][] Hypotheses { get; init; }

    public required string[][] References { get; init; }

    public required string Output { get; init; }

    internal static IReadOnlyDictionary<string, GoldenCommand> All { get; } =
        GoldenScores.Read<GoldenCommand>("commands.json").ToDictionary(command => command.Name);

    /// <summary>The same with tests of enough lines and trials for p-values between 0 and 1.</summary>
    internal static IReadOnlyDictionary<string, GoldenCommand> Significance { get; } =
        GoldenScores.Read<GoldenCommand>("significance.json").ToDictionary(command => command.Name);

    public override string ToString() => Name;
}
