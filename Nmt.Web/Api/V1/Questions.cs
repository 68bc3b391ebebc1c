using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Nmt.Web.Api.V1;

/// <summary>What may come with a translation.</summary>
internal enum Detail
{
    /// <summary>The pieces of each hypothesis and the source, with log-probabilities.</summary>
    Pieces,

    /// <summary>Where the model looked: one row a piece, one column a source piece.</summary>
    Attention,

    /// <summary>Which source word each target word belongs to.</summary>
    Alignment,

    /// <summary>Entropy and margin of each piece.</summary>
    Uncertainty,

    /// <summary>The five likeliest other pieces in the place of each.</summary>
    RunnersUp,

    /// <summary>The search tree: every node, its scores and what became of it.</summary>
    Trace,
}

/// <summary>Which model is asked: by its id, or by its languages.</summary>
internal interface IModelQuestionBody
{
    const string ModelHelp = "A model's id; or leave it out and give the languages. Of one that writes several, give the target too";

    string? Model { get; }

    string? Source { get; }

    string? Target { get; }
}

/// <summary>What <c>POST /api/v1/translate</c> takes.</summary>
internal sealed record TranslateQuestion : IModelQuestionBody
{
    [Description(IModelQuestionBody.ModelHelp)]
    public string? Model { get; init; }

    [Description("Code of the language of the texts; or auto")]
    public string? Source { get; init; }

    [Description("Code of the language to translate to")]
    public string? Target { get; init; }

    [Description("What to translate; one translation each, in order")]
    public required IReadOnlyList<string> Texts { get; init; }

    public SearchQuestion? Search { get; init; }

    [Description("What comes with each translation")]
    public IReadOnlyList<Detail>? Include { get; init; }
}

/// <summary>One text and how to search, which is all that a stream needs.</summary>
internal abstract record OneTextQuestion : IModelQuestionBody
{
    [Description(IModelQuestionBody.ModelHelp)]
    public string? Model { get; init; }

    [Description("Code of the language of the text; or auto")]
    public string? Source { get; init; }

    [Description("Code of the language to translate to")]
    public string? Target { get; init; }

    [Description("What to translate")]
    public required string Text { get; init; }

    public SearchQuestion? Search { get; init; }
}

/// <summary>What <c>POST /api/v1/translate/stream</c> takes.</summary>
internal sealed record TextQuestion : OneTextQuestion;

/// <summary>What <c>POST /api/v1/inspect</c> takes.</summary>
internal sealed record InspectQuestion : OneTextQuestion
{
    [Description("Which memory cells to show; none when it is left out, a few of each layer for {}")]
    [JsonPropertyOrder(1)] // behind what it shares with the stream
    public MemoryChoice? Memory { get; init; }
}

/// <summary>What <c>POST /api/v1/score</c> takes.</summary>
internal sealed record ScoreQuestion : IModelQuestionBody
{
    [Description(IModelQuestionBody.ModelHelp)]
    public string? Model { get; init; }

    [Description("Code of the language of the sources")]
    public string? Source { get; init; }

    [Description("Code of the language of the translations")]
    public string? Target { get; init; }

    [Description("Sentences and translations of them, by whomever")]
    public required IReadOnlyList<SentencePair> Pairs { get; init; }

    [Description("How many other pieces to name in each place, 0 to 10")]
    public int RunnersUp { get; init; }
}

/// <summary>A sentence and a translation of it.</summary>
internal sealed record SentencePair(string Source, string Target);
