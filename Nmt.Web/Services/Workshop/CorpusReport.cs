using System.Text.Json;

namespace Nmt.Web.Services.Workshop;

/// <summary>The size of a part of a corpus.</summary>
public sealed record CorpusPart(int Pairs, long SourcePieces, long TargetPieces);

/// <summary>One kind of thing that <c>nmt prepare</c> noticed.</summary>
public sealed record CorpusFinding
{
    /// <summary>train, dev or test.</summary>
    public string Part { get; init; } = "";

    public string Code { get; init; } = "";

    public string Meaning { get; init; } = "";

    /// <summary>Whether these lines are left out of the prepared corpus.</summary>
    public bool Dropped { get; init; }

    /// <summary>Whether the reader may decide otherwise.</summary>
    public bool Optional { get; init; }

    public long Count { get; init; }

    /// <summary>Line numbers from 1.</summary>
    public IReadOnlyList<int> FirstLines { get; init; } = [];

    public string? Example { get; init; }

    public IReadOnlyList<string> Details { get; init; } = [];

    /// <summary>What a person can do about it. The options of the command line stand in a field of their own, which no page shows.</summary>
    public string Advice { get; init; } = "";
}

/// <summary>What <c>nmt prepare</c> says of a corpus, in the fields of its JSON.</summary>
public sealed record CorpusReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Pairs read before any was dropped; 0 where the reading failed.</summary>
    public int PairsRead { get; init; }

    /// <summary>Pieces of the joint vocabulary.</summary>
    public int Vocabulary { get; init; }

    /// <summary>By name: train, dev, test.</summary>
    public IReadOnlyDictionary<string, CorpusPart> Parts { get; init; } = new Dictionary<string, CorpusPart>();

    public IReadOnlyList<CorpusFinding> Findings { get; init; } = [];

    /// <summary>Why the corpus cannot be used as it is; null where it can.</summary>
    public string? Fault { get; init; }

    public int TrainPairs => Parts.TryGetValue("train", out CorpusPart? train) ? train.Pairs : 0;

    /// <summary>Reads <paramref name="json"/>; null where it is empty or no report.</summary>
    public static CorpusReport? Parse(string json)
    {
        try
        {
            return json.Length == 0 ? null : JsonSerializer.Deserialize<CorpusReport>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
