using System.ComponentModel;
using Nmt.Model;
using Nmt.Model.Network;
using Nmt.Model.Search;

namespace Nmt.Web.Api.V1;

/// <summary>How to draw.</summary>
internal sealed record SamplingQuestion
{
    [Description("Below 1 is safer, above 1 wilder")]
    public double? Temperature { get; init; }

    [Description("Draw among so many of the likeliest pieces; 0 for all")]
    public int? TopK { get; init; }

    [Description("Draw among the likeliest pieces that have this probability together")]
    public double? TopP { get; init; }

    [Description("The same seed draws the same translations")]
    public int? Seed { get; init; }

    public SamplingOptions ToOptions()
    {
        var own = new SamplingOptions();
        return new()
        {
            Temperature = Temperature ?? own.Temperature,
            TopK = TopK ?? own.TopK,
            TopP = TopP ?? own.TopP,
            Seed = Seed ?? own.Seed,
        };
    }
}

/// <summary>How close two translations are.</summary>
internal enum MbrMetric
{
    /// <summary>chrF2 of the two sentences.</summary>
    Chrf,

    /// <summary>BLEU of the two sentences.</summary>
    Bleu,
}

/// <summary>How to choose by expected utility.</summary>
internal sealed record MbrQuestion
{
    [Description("How close two translations are; chrf by default")]
    public MbrMetric Metric { get; init; }

    [Description("How many translations to choose from; the beam, or with sampling as many as the server allows, by default")]
    public int? Candidates { get; init; }

    /// <param name="kept">How many are returned.</param>
    public MinimumBayesRisk ToOptions(int kept) => new(Metric == MbrMetric.Bleu ? new SentenceBleu() : new SentenceChrf(), kept);
}

/// <summary>Where attention looks at one step.</summary>
internal sealed record AttentionQuestion
{
    [Description("0 for the first piece of the translation")]
    public required int Step { get; init; }

    [Description("The source piece, from 0")]
    public required int SourcePosition { get; init; }

    [Description("Of a text in several sentences, which one; 0 by default")]
    public int Sentence { get; init; }

    public ForcedAttention ToOptions() => new(Step, SourcePosition) { Segment = Sentence };
}

/// <summary>A gate that is held at a value at every piece.</summary>
internal sealed record ClampQuestion
{
    public required MemorySide Side { get; init; }

    [Description("From 0, the lowest")]
    public required int Layer { get; init; }

    [Description("From 0; left out for all units of the layer")]
    public int? Unit { get; init; }

    public required Gate Gate { get; init; }

    [Description("0 to 1; of the candidate, -1 to 1")]
    public required float Value { get; init; }

    public UnitClamp ToOptions() => new(Side, Layer, Unit, Gate, Value);
}
