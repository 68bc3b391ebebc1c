using System.Globalization;
using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>What belongs together in an evaluation, and what its parts are called.</summary>
internal static class EvaluationRules
{
    public const string Hypothesis = "hypothesis-";
    public const string Reference = "reference-";
    public const int MostSystems = 6;
    public const int MostReferences = 6;

    private static readonly string[] Metrics = ["bleu", "chrf", "ter"];

    /// <exception cref="NmtException">Says what is missing or too much.</exception>
    public static void Require(EvaluationAsk ask)
    {
        string? fault =
            ask.Metrics.Count == 0 || ask.Metrics.Except(Metrics).Any() ? "Choose at least one of the metrics BLEU, chrF and TER."
            : ask.Model is null ? OfFiles(ask)
            : OfModel(ask);
        if (fault is not null)
        {
            throw new NmtException(fault);
        }
    }

    /// <summary>The files that come from the browser, by the names that they get here.</summary>
    public static IEnumerable<(string Stored, FileUpload File)> Uploads(EvaluationAsk ask) =>
    [
        .. ask.Source is { } source ? [(Evaluations.SourceFile, source)] : Array.Empty<(string, FileUpload)>(),
        .. ask.References.Select((file, index) => (Numbered(Reference, index), file)),
        .. ask.Hypotheses.Select((file, index) => (Numbered(Hypothesis, index), file)),
    ];

    /// <summary>The systems in the order of the scores.</summary>
    public static IReadOnlyList<string> Systems(EvaluationAsk ask) =>
    [
        .. ask.Hypotheses.Select(file => StoredName.Shown(file.Name)),
        .. ask.Model is { } model ? [model] : Array.Empty<string>(),
    ];

    public static string NameOf(EvaluationAsk ask) => string.Join(" · ", Systems(ask));

    private static string? OfFiles(EvaluationAsk ask) =>
        ask.Hypotheses.Count == 0 ? "Choose a file of translations to score, or a model that makes them."
        : ask.Hypotheses.Count > MostSystems ? $"Choose at most {MostSystems} files of translations."
        : ask.TestSet is not null ? "A test set belongs to a model. Choose a model, or files of references."
        : ask.References.Count is 0 or > MostReferences ? $"Choose a file of references, at most {MostReferences}."
        : null;

    private static string? OfModel(EvaluationAsk ask) =>
        ask.Hypotheses.Count > 1 ? "Beside a model, choose one file of translations to compare it with, or none."
        : ask.TestSet is not null && (ask.Source is not null || ask.References.Count > 0) ? "Choose a test set, or files of your own, not both."
        : ask.TestSet is null && ask.Source is null ? "Choose what the model shall translate: a test set, or a file of source sentences."
        : ask.TestSet is null && ask.References.Count is 0 or > MostReferences ? $"Choose a file of references, at most {MostReferences}."
        : null;

    private static string Numbered(string role, int index) => string.Create(CultureInfo.InvariantCulture, $"{role}{index + 1}.txt");
}
