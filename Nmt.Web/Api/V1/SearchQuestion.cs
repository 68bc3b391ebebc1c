using System.ComponentModel;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;

namespace Nmt.Web.Api.V1;

/// <summary>How to search; what is left out is as the server has it.</summary>
internal sealed record SearchQuestion
{
    [Description("Hypotheses that are kept alive; 1 is greedy search")]
    public int? Beam { get; init; }

    [Description("Translations to return, best first")]
    public int? NBest { get; init; }

    [Description("What makes scores of different lengths comparable")]
    public LengthNormalization? Normalization { get; init; }

    [Description("Exponent of the normalization; larger values favour longer translations")]
    public double? LengthPenalty { get; init; }

    [Description("Pieces of translation allowed for each source piece")]
    public double? MaxLengthRatio { get; init; }

    [Description("Pieces allowed on top of the ratio")]
    public int? MaxLengthOffset { get; init; }

    [Description("A bound for all sentences alike, in pieces")]
    public int? MaxLength { get; init; }

    [Description("The fewest pieces of a translation")]
    public int? MinLength { get; init; }

    [Description("Added to the score for each piece (He et al. 2016)")]
    public double? WordReward { get; init; }

    [Description("Beta of the coverage penalty (Wu et al. 2016); 0 is off")]
    public double? CoveragePenalty { get; init; }

    [Description("Drop hypotheses with less than this share of the best one's probability")]
    public double? PruneRelative { get; init; }

    [Description("Drop hypotheses whose score is further than this below the best one's")]
    public double? PruneAbsolute { get; init; }

    [Description("No sequence of so many pieces comes twice; 0 is off")]
    public int? NoRepeatNgram { get; init; }

    [Description("Groups of the beam that are kept from saying the same (diverse beam search)")]
    public int? Groups { get; init; }

    [Description("What a piece costs a group that another group said at the same place")]
    public double? Diversity { get; init; }

    [Description("Draw translations instead of searching for the best")]
    public SamplingQuestion? Sampling { get; init; }

    [Description("How the translation begins; a space at its end says that the word is complete")]
    public string? Prefix { get; init; }

    [Description("Phrases that appear in the translation as whole words")]
    public IReadOnlyList<string>? Required { get; init; }

    [Description("Phrases that do not appear in the translation as whole words")]
    public IReadOnlyList<string>? Forbidden { get; init; }

    [Description("Source phrases with a fixed translation")]
    public IReadOnlyDictionary<string, string>? Glossary { get; init; }

    [Description("What of the source stands in the translation unchanged")]
    public IReadOnlyList<CopyKinds>? Copy { get; init; }

    [Description("Whether each text is split into sentences that are translated one by one; true by default")]
    public bool? SplitSentences { get; init; }

    /// <summary>The whole of it, on top of the server's own beam.</summary>
    public TranslationOptions ToOptions(int beam, IReadOnlyCollection<Detail> details, int traceNodes)
    {
        var own = new SearchOptions();
        int nBest = NBest ?? own.NBest;
        return new TranslationOptions
        {
            Search = own with
            {
                // Greedy search and draws take what they are given; a beam has room for what it returns.
                Beam = Beam ?? Math.Max(beam, nBest),
                NBest = nBest,
                Normalization = Normalization ?? own.Normalization,
                LengthPenalty = LengthPenalty ?? own.LengthPenalty,
                MaxLengthRatio = MaxLengthRatio ?? own.MaxLengthRatio,
                MaxLengthOffset = MaxLengthOffset ?? own.MaxLengthOffset,
                MaxLength = MaxLength,
                MinLength = MinLength ?? own.MinLength,
                WordReward = WordReward ?? own.WordReward,
                CoveragePenalty = CoveragePenalty ?? own.CoveragePenalty,
                PruneRelative = PruneRelative,
                PruneAbsolute = PruneAbsolute,
                NoRepeatNgram = NoRepeatNgram ?? own.NoRepeatNgram,
                Groups = Groups ?? own.Groups,
                Diversity = Diversity ?? own.Diversity,
                Sampling = Sampling?.ToOptions(),
                KeepAttention = details.Contains(Detail.Attention) || details.Contains(Detail.Alignment),
                KeepUncertainty = details.Contains(Detail.Uncertainty),
                TraceNodes = details.Contains(Detail.Trace) ? traceNodes : 0,
            },
            SplitSentences = SplitSentences ?? true,
            Constraints = Prefix is null && Required is null && Forbidden is null
                ? LineConstraints.None
                : new() { Prefix = Prefix ?? "", Required = Required ?? [], Forbidden = Forbidden ?? [] },
            Glossary = Glossary is null ? null : Nmt.Model.Constraints.Glossary.Of(Glossary.Select(pair => (pair.Key, pair.Value))),
            Copy = (Copy ?? []).Aggregate(CopyKinds.None, (all, kind) => all | kind),
        };
    }
}

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
