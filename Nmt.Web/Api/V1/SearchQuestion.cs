using System.ComponentModel;
using Nmt.Model;
using Nmt.Model.Constraints;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Web.Services;

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

    [Description("Choose the translation that is closest to all that were found, instead of the best-scored (minimum Bayes risk)")]
    public MbrQuestion? Mbr { get; init; }

    [Description("Steps at which attention looks at one source piece alone")]
    public IReadOnlyList<AttentionQuestion>? Attention { get; init; }

    [Description("Gates of the network that are held at a value")]
    public IReadOnlyList<ClampQuestion>? Clamps { get; init; }

    [Description("Whether each text is split into sentences that are translated one by one; true by default")]
    public bool? SplitSentences { get; init; }

    /// <summary>What in it can be no option at all, one sentence a fault.</summary>
    public IEnumerable<string> Faults()
    {
        IEnumerable<object?>?[] lists = [Required, Forbidden, Attention, Clamps];
        if (Array.Exists(lists, list => list?.Contains(null) == true))
        {
            yield return "required, forbidden, attention, clamps: expected no null in a list.";
            yield break;
        }

        foreach (string phrase in Phrases.Where(string.IsNullOrWhiteSpace))
        {
            yield return $"required, forbidden: expected a phrase, found '{phrase}'.";
        }

        foreach (string phrase in (Required ?? []).Intersect(Forbidden ?? []))
        {
            yield return $"required, forbidden: '{phrase}' is in both; leave one out.";
        }

        foreach ((string source, string target) in Pairs.Where(pair => pair.Source.Length == 0 || pair.Target.Length == 0))
        {
            yield return $"glossary: expected a phrase and its translation, found '{source}' and '{target}'.";
        }
    }

    private IEnumerable<string> Phrases => [.. Required ?? [], .. Forbidden ?? []];

    // As a glossary's file is read.
    private IEnumerable<(string Source, string Target)> Pairs =>
        (Glossary ?? new Dictionary<string, string>()).Select(pair => (Normalizer.Normalize(pair.Key), Normalizer.Normalize(pair.Value ?? "")));

    /// <summary>The whole of it, on top of the server's own beam. Equal where equal things are asked, but for lists.</summary>
    public TranslationOptions ToOptions(ServingOptions server, IReadOnlyCollection<Detail> details)
    {
        var own = new TranslationOptions();
        int kept = NBest ?? own.Search.NBest;
        int found = Mbr is null ? kept : Candidates(server, kept);
        return own with
        {
            Search = Recorded(ToSearch(server, found), details, server.TraceLimit),
            SplitSentences = SplitSentences ?? true,
            Constraints = Prefix is null && Required is null && Forbidden is null
                ? LineConstraints.None
                : new() { Prefix = Prefix ?? "", Required = Required ?? [], Forbidden = Forbidden ?? [] },
            Glossary = Glossary is null ? null : Nmt.Model.Constraints.Glossary.Of(Pairs),
            Copy = (Copy ?? []).Aggregate(CopyKinds.None, (all, kind) => all | kind),
            Ranking = Mbr?.ToOptions(kept),
            ForcedAttention = Attention is null ? own.ForcedAttention : [.. Attention.Select(each => each.ToOptions())],
            Clamps = Clamps is null ? own.Clamps : [.. Clamps.Select(each => each.ToOptions())],
        };
    }

    // Draws cost a step each, so as many are made as the server allows; a beam has what it is wide.
    private int Candidates(ServingOptions server, int kept) =>
        Mbr!.Candidates ?? (Sampling is null ? Beam ?? Math.Max(server.Beam, kept) : server.BeamLimit);

    private SearchOptions ToSearch(ServingOptions server, int found)
    {
        var own = new SearchOptions();
        return own with
        {
            // Greedy search and draws take what they are given; a beam has room for what it returns.
            Beam = Beam ?? Math.Max(server.Beam, found),
            NBest = found,
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
        };
    }

    private static SearchOptions Recorded(SearchOptions search, IReadOnlyCollection<Detail> details, int traceNodes) => search with
    {
        KeepAttention = details.Contains(Detail.Attention) || details.Contains(Detail.Alignment),
        KeepUncertainty = details.Contains(Detail.Uncertainty),
        KeepRunnersUp = details.Contains(Detail.RunnersUp) ? HypothesisView.MostRunnersUp : 0,
        TraceNodes = details.Contains(Detail.Trace) ? traceNodes : 0,
    };
}
