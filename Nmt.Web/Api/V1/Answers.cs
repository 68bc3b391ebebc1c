using Microsoft.AspNetCore.Mvc;
using Nmt.Model;
using Nmt.Model.Search;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>What <c>POST /api/v1/inspect</c> answers.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="DetectedLanguage">Only where the source was auto.</param>
/// <param name="Translations">One.</param>
/// <param name="Memory">What the cells held over one of its sentences, where it was asked for.</param>
internal sealed record InspectReply(
    string Model, DetectedLanguage? DetectedLanguage, IReadOnlyList<TranslationView> Translations, MemoryView? Memory);

/// <summary>What <c>POST /api/v1/translate</c> answers.</summary>
/// <param name="Model">The model's id.</param>
/// <param name="DetectedLanguage">Only where the source was auto.</param>
/// <param name="Translations">One for each text, in order.</param>
internal sealed record TranslateReply(string Model, DetectedLanguage? DetectedLanguage, IReadOnlyList<TranslationView> Translations);

/// <summary>One event of <c>POST /api/v1/translate/stream</c>: an update, the end, or an error.</summary>
/// <param name="Text">The whole text so far.</param>
/// <param name="Translation">With the last event only.</param>
/// <param name="Problem">Where it failed on the way.</param>
internal sealed record StreamEvent(string? Text, TranslationView? Translation = null, ProblemDetails? Problem = null);

/// <summary>What <c>POST /api/v1/score</c> answers: one entry for each pair.</summary>
internal sealed record ScoreReply(string Model, IReadOnlyList<ScoreView> Scores);

/// <summary>A translation and what was asked to come with it.</summary>
internal sealed record TranslationView
{
    public required string Text { get; init; }

    public required double Score { get; init; }

    /// <summary>The length limit ended it.</summary>
    public required bool Truncated { get; init; }

    public required IReadOnlyList<HypothesisView> Hypotheses { get; init; }

    /// <summary>What each source piece shows: the columns of the attention.</summary>
    public IReadOnlyList<string>? SourcePieces { get; init; }

    /// <summary>The search for each sentence.</summary>
    public IReadOnlyList<TraceView>? Traces { get; init; }

    public static TranslationView Of(Translation translation, IReadOnlyCollection<Detail> details) => new()
    {
        Text = translation.Text,
        Score = translation.Score,
        Truncated = translation.Truncated,
        Hypotheses = [.. translation.Hypotheses.Select(each => HypothesisView.Of(translation, each, details))],
        SourcePieces = details.Contains(Detail.Pieces) || details.Contains(Detail.Attention) ? translation.SourcePieces : null,
        Traces = details.Contains(Detail.Trace) ? [.. translation.Traces.Select(TraceView.Of)] : null,
    };
}

/// <summary>One way to translate; lists have one entry a piece.</summary>
internal sealed record HypothesisView
{
    /// <summary>The others that are named in the place of each piece.</summary>
    public const int MostRunnersUp = 5;

    public required string Text { get; init; }

    /// <summary>Nats a piece, as the normalization has it.</summary>
    public required double Score { get; init; }

    /// <summary>Nats.</summary>
    public required double LogProbability { get; init; }

    public IReadOnlyList<string>? Pieces { get; init; }

    /// <summary>Nats.</summary>
    public IReadOnlyList<float>? PieceLogProbabilities { get; init; }

    /// <summary>
    /// Rows are pieces, columns are source pieces; a row sums to 1. A model of several directions reads a tag of the target
    /// language before the source: what rests on that is missing in the row.
    /// </summary>
    public IReadOnlyList<float[]>? Attention { get; init; }

    /// <summary>Pairs of source word and target word, counted from 0.</summary>
    public IReadOnlyList<int[]>? Alignment { get; init; }

    /// <summary>Nats: how undecided the model was.</summary>
    public IReadOnlyList<float>? Entropy { get; init; }

    /// <summary>Nats: how far ahead of the best other piece; below 0 where it was behind.</summary>
    public IReadOnlyList<float>? Margin { get; init; }

    /// <summary>For each piece the likeliest others in its place.</summary>
    public IReadOnlyList<IReadOnlyList<RankedPiece>>? RunnersUp { get; init; }

    /// <summary>What it was chosen by, in percent; only with minimum Bayes risk.</summary>
    public double? Utility { get; init; }

    public static HypothesisView Of(Translation translation, TranslationHypothesis hypothesis, IReadOnlyCollection<Detail> details)
    {
        bool uncertain = details.Contains(Detail.Uncertainty);
        bool attention = details.Contains(Detail.Attention);
        bool pieces = details.Contains(Detail.Pieces) || details.Contains(Detail.RunnersUp) || uncertain || attention;
        return new()
        {
            Text = hypothesis.Text,
            Score = hypothesis.Score,
            LogProbability = hypothesis.LogProbability,
            Pieces = pieces ? hypothesis.Pieces : null,
            PieceLogProbabilities = pieces ? hypothesis.PieceLogProbabilities : null,
            Attention = attention ? hypothesis.Attention : null,
            Alignment = details.Contains(Detail.Alignment)
                ? [.. WordAlignment.Of(translation, hypothesis).Select(link => new[] { link.Source, link.Target })]
                : null,
            Entropy = uncertain ? [.. hypothesis.Uncertainty.Select(each => each.Entropy)] : null,
            Margin = uncertain ? [.. hypothesis.Uncertainty.Select(each => each.Margin)] : null,
            RunnersUp = details.Contains(Detail.RunnersUp) ? hypothesis.RunnersUp : null,
            Utility = hypothesis.Utility,
        };
    }
}

/// <summary>The search for one sentence.</summary>
/// <param name="SourcePieces">The sentence.</param>
/// <param name="Complete">False where there were more nodes than are kept.</param>
/// <param name="Nodes">In the order in which they were looked at.</param>
internal sealed record TraceView(IReadOnlyList<string> SourcePieces, bool Complete, IReadOnlyList<NodeView> Nodes)
{
    public static TraceView Of(SegmentTrace trace) => new(
        trace.SourcePieces,
        trace.Search.Complete,
        [
            .. trace.Search.Nodes.Zip(trace.Pieces, (node, piece) => new NodeView(
                node.Id, node.Parent, node.Step, piece, node.LogProbability, node.Score, node.Fate)),
        ]);
}

/// <summary>A piece that the search looked at; parent -1 at the beginning of the sentence.</summary>
internal sealed record NodeView(int Id, int Parent, int Step, string Piece, double LogProbability, double Score, NodeFate Fate);

/// <summary>How likely a model finds a given translation; lists have one entry a piece.</summary>
internal sealed record ScoreView
{
    /// <summary>Nats.</summary>
    public required double LogProbability { get; init; }

    /// <summary>Nats a piece.</summary>
    public required double Score { get; init; }

    public required double Perplexity { get; init; }

    public required IReadOnlyList<string> Pieces { get; init; }

    public required IReadOnlyList<float> PieceLogProbabilities { get; init; }

    public required IReadOnlyList<float> Entropy { get; init; }

    public required IReadOnlyList<float> Margin { get; init; }

    /// <summary>For each piece the likeliest others in its place.</summary>
    public IReadOnlyList<IReadOnlyList<RankedPiece>>? RunnersUp { get; init; }

    public static ScoreView Of(ForcedTranslation scored, bool runnersUp) => new()
    {
        LogProbability = scored.LogProbability,
        Score = scored.Score,
        Perplexity = scored.Perplexity,
        Pieces = scored.Pieces,
        PieceLogProbabilities = scored.PieceLogProbabilities,
        Entropy = [.. scored.Uncertainty.Select(each => each.Entropy)],
        Margin = [.. scored.Uncertainty.Select(each => each.Margin)],
        RunnersUp = runnersUp ? scored.RunnersUp : null,
    };
}

/// <summary>A model of this server; why one failed is the owner's business and in the log.</summary>
/// <param name="Id">How requests name it.</param>
/// <param name="Name">For people.</param>
/// <param name="Source">The language that it reads; left out where there are several.</param>
/// <param name="Target">The language that it writes; left out where there are several.</param>
/// <param name="Directions">What it translates, pair by pair.</param>
internal sealed record ModelView(string Id, string Name, string? Source, string? Target, IReadOnlyList<TranslationDirection> Directions)
{
    public required ModelState State { get; init; }

    public required long Parameters { get; init; }

    public required IReadOnlyList<ModelScore> Scores { get; init; }

    public static ModelView Of(InstalledModel model) => new(
        model.Id, model.Name, Only(model, each => each.Source), Only(model, each => each.Target), model.Directions)
    {
        State = model.State,
        Parameters = model.Parameters,
        Scores = model.Scores,
    };

    private static string? Only(InstalledModel model, Func<TranslationDirection, string> language) =>
        model.Directions.Select(language).Distinct().ToArray() is [var only] ? only : null;
}
