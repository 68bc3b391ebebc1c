using System.Globalization;
using Nmt.Model;
using Nmt.Web.Services;

namespace Nmt.Web.Components.Parts;

/// <summary>One model's translation of a text.</summary>
/// <param name="Name">What tells it from the other one.</param>
/// <param name="Translation">What it answered.</param>
/// <param name="Hypothesis">The one of it that is looked at.</param>
/// <param name="Model">Null where it has been removed since.</param>
internal sealed record ComparedModel(string Name, Translation Translation, TranslationHypothesis Hypothesis, InstalledModel? Model);

/// <summary>Two models' translations of one text, in words and numbers.</summary>
internal sealed record ModelComparison(ComparedModel Mine, ComparedModel Other)
{
    public string Verdict => Other.Hypothesis.Text == Mine.Hypothesis.Text
        ? "Both models say the same."
        : WordDiff.Of(Mine.Hypothesis.Text, Other.Hypothesis.Text) is var runs && runs.Any(run => run.Kind == DiffKind.Same)
            ? $"The models differ in {Count(runs, DiffKind.Removed)} of the words here and {Count(runs, DiffKind.Added)} there."
            : "The models agree in no word.";

    /// <summary>Each with what the one model says of it, and the other.</summary>
    public IEnumerable<(string What, string Mine, string Other)> Facts()
    {
        (TranslationHypothesis mine, TranslationHypothesis other) = (Mine.Hypothesis, Other.Hypothesis);
        yield return ("Translation", mine.Text, other.Text);
        yield return ("Score per piece (nats)", Number(mine.Score), Number(other.Score));
        yield return ("Pieces", $"{mine.Pieces.Count}", $"{other.Pieces.Count}");
        yield return ("Parameters", Size(Mine.Model), Size(Other.Model));
        foreach ((string set, string name) in Names(Mine.Model).Concat(Names(Other.Model)).Distinct())
        {
            yield return ($"{name} on {set}", Score(Mine.Model, set, name), Score(Other.Model, set, name));
        }
    }

    /// <summary>The facts, a line each.</summary>
    public string ToCsv() => Csv.Write(
    [
        ["", Mine.Name, Other.Name],
        .. Facts().Select(fact => (IEnumerable<object?>)[fact.What, fact.Mine, fact.Other]),
    ]);

    /// <summary>One picture for each sentence; null where the two cannot be lined up, and none where attention was not kept.</summary>
    public IReadOnlyList<HeatPicture?> AttentionDifferences()
    {
        IReadOnlyList<AttentionGrid> mine = AttentionGrid.Sentences(Mine.Translation, Mine.Hypothesis);
        IReadOnlyList<AttentionGrid> other = AttentionGrid.Sentences(Other.Translation, Other.Hypothesis);
        string title = $"Where {Other.Name} looked more, or less, than {Mine.Name}";
        return mine.Count == other.Count
            ? [.. mine.Zip(other, (own, theirs) => AttentionDifference.Of(title, own.ToWords(), theirs.ToWords()))]
            : [];
    }

    private static int Count(IEnumerable<DiffRun> runs, DiffKind kind) =>
        runs.Where(run => run.Kind == kind).Sum(run => run.Text.Split(' ').Length);

    private static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Size(InstalledModel? model) => (model?.Parameters ?? 0).ToString("N0", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Set, string Name)> Names(InstalledModel? model) =>
        model?.Scores.Select(score => (score.Set, score.Name)) ?? [];

    private static string Score(InstalledModel? model, string set, string name) =>
        model?.Scores.FirstOrDefault(score => score.Set == set && score.Name == name) is { } found ? Number(found.Score) : "–";
}
