using System.Globalization;

namespace Nmt.Load;

/// <summary>What load to make.</summary>
internal sealed record LoadOptions
{
    public required Uri Address { get; init; }

    /// <summary>The server's process on this machine, whose memory is watched.</summary>
    public required int Process { get; init; }

    /// <summary>People who type.</summary>
    public int Readers { get; init; } = 50;

    /// <summary>Programs that send batch after batch.</summary>
    public int Clients { get; init; } = 8;

    public int Seconds { get; init; } = 120;

    /// <summary>
    /// What comes before is not measured: the server compiles its own code, and keeps the page of a browser that vanished
    /// for three minutes, so that only after those as many pages are let go as are left behind.
    /// </summary>
    public int WarmUpSeconds { get; init; } = 240;

    /// <summary>Texts in a request of a program.</summary>
    public int Batch { get; init; } = 8;

    public int Seed { get; init; } = 1;

    public string Source { get; init; } = "en";

    public string Target { get; init; } = "de";

    /// <summary>What is typed, a sentence a line.</summary>
    public required string Sentences { get; init; }

    /// <summary>Pairs of --name value; of two with the same name the later one counts.</summary>
    /// <exception cref="FormatException">A name is unknown, or a value is missing.</exception>
    public static LoadOptions Parse(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in arguments.Chunk(2))
            values[pair[0]] = pair.Length == 2 ? pair[1] : throw new FormatException($"{pair[0]}: a value is missing.");
        string[] known = ["--address", "--process", "--sentences", "--readers", "--clients", "--seconds", "--warm-up", "--batch", "--seed", "--source", "--target"];
        if (values.Keys.Except(known).FirstOrDefault() is { } unknown)
            throw new FormatException($"{unknown}: unknown. Known are {string.Join(' ', known)}.");
        return new()
        {
            Address = new Uri(values.GetValueOrDefault("--address") ?? throw new FormatException("--address is missing.")),
            Process = Number("--process", null),
            Sentences = values.GetValueOrDefault("--sentences") ?? throw new FormatException("--sentences is missing."),
            Readers = Number("--readers", 50),
            Clients = Number("--clients", 8),
            Seconds = Number("--seconds", 120),
            WarmUpSeconds = Number("--warm-up", 240),
            Batch = Number("--batch", 8),
            Seed = Number("--seed", 1),
            Source = values.GetValueOrDefault("--source", "en"),
            Target = values.GetValueOrDefault("--target", "de"),
        };

        int Number(string name, int? otherwise) => values.TryGetValue(name, out var text)
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise ?? throw new FormatException($"{name} is missing.");
    }
}
