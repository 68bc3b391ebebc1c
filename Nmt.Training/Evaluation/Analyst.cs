using System.Globalization;

namespace Nmt.Training.Evaluation;

/// <summary>Looks into a system's translations, alone or beside another system's.</summary>
/// <param name="source">What was translated.</param>
/// <param name="references">One text for each reference.</param>
/// <param name="system">The translations.</param>
/// <param name="baseline">The other system's; null for none.</param>
internal sealed class Analyst(
    EvaluationText source, IReadOnlyList<IReadOnlyList<string>> references, AnalyzedSystem system, AnalyzedSystem? baseline)
{
    private const int Examples = 10;
    private const double MuchShorter = 0.6;
    private const double MuchLonger = 1.6;

    // Upper ends of the groups; what is above the last is a group too.
    private static readonly int[] Lengths = [5, 10, 15, 20, 30, 50];
    private static readonly int[] RareWords = [0, 1, 2];
    private static readonly int[] AttendedPercents = [59, 69, 79, 89];

    /// <summary>By line; null where no model told.</summary>
    public IReadOnlyList<double?> Attended { get; init; } = [];

    /// <summary>Null where nothing is known of the words.</summary>
    public WordRarity? Rarity { get; init; }

    public TranslationAnalysis Analyze()
    {
        AnalyzedLine[] lines = [.. Enumerable.Range(0, source.Lines.Count).Select(Line)];
        var compared = baseline is null ? [] : lines.OrderByDescending(line => line.Chrf - line.BaselineChrf!.Value).ThenBy(line => line.Line).ToArray();
        return new TranslationAnalysis
        {
            System = system.Text.Name,
            Baseline = baseline?.Text.Name,
            Lines = lines.Length,
            Scores = [Score(system.Bleu, baseline?.Bleu), Score(system.Chrf, baseline?.Chrf)],
            LengthRatio = system.LengthRatio,
            BaselineLengthRatio = baseline?.LengthRatio,
            Breakdowns = [.. Breakdowns()],
            Findings = [.. Findings()],
            Worst = [.. lines.OrderBy(line => line.Chrf).ThenBy(line => line.Line).Take(Examples)],
            Improved = [.. compared.Where(line => line.Chrf > line.BaselineChrf).Take(Examples)],
            Worsened = [.. compared.Reverse().Where(line => line.Chrf < line.BaselineChrf).Take(Examples)],
        };
    }

    private static AnalyzedScore Score(CorpusStatistics own, CorpusStatistics? other) =>
        new(own.Metric.Name, own.Score().Score, other?.Score().Score, own.Signature.ToString());

    private AnalyzedLine Line(int line) => new()
    {
        Line = line + 1,
        Source = source.Lines[line],
        References = References(line),
        Hypothesis = system.Text.Lines[line],
        Bleu = system.BleuOf(line),
        Chrf = system.ChrfOf(line),
        Attended = Attended.Count > 0 ? Attended[line] : null,
        Baseline = baseline?.Text.Lines[line],
        BaselineBleu = baseline?.BleuOf(line),
        BaselineChrf = baseline?.ChrfOf(line),
    };

    private string[] References(int line) => [.. references.Select(reference => reference[line])];

    private IEnumerable<Breakdown> Breakdowns()
    {
        yield return new Breakdown("Length of the source", "In words, as white space separates them.",
            Groups(line => PythonText.Split(source.Lines[line]).Count, Lengths, ""));
        if (Rarity is not null)
            yield return new Breakdown("Rare words in the source", Rarity.Note, Groups(line => Rarity.Count(source.Lines[line]), RareWords, ""));
        if (Attended.Any(share => share is not null))
        {
            yield return new Breakdown("Attended share of the source",
                "The mean over the source pieces of the attention that each received, counted up to 1.",
                Groups(line => Attended[line] is { } share ? (int)(100 * share) : null, AttendedPercents, " %"));
        }
    }

    /// <summary>Lines by a whole number; those without one are left out.</summary>
    private List<LineGroup> Groups(Func<int, int?> valueOf, int[] ends, string unit)
    {
        var groups = Enumerable.Range(0, source.Lines.Count).Where(line => valueOf(line) is not null)
            .GroupBy(line => ends.Count(end => valueOf(line) > end)).OrderBy(group => group.Key);
        return [.. groups.Select(group => Group(Label(group.Key, ends, unit), [.. group]))];
    }

    private static string Label(int group, int[] ends, string unit)
    {
        var from = group == 0 ? 0 : ends[group - 1] + 1;
        if (group == ends.Length)
            return $"{from}{unit} or more";
        return from == ends[group] ? $"{from}{unit}" : $"{from} to {ends[group]}{unit}";
    }

    private LineGroup Group(string label, int[] lines) => new()
    {
        Label = label,
        Lines = lines.Length,
        Bleu = Score(system.Bleu, lines),
        Chrf = Score(system.Chrf, lines),
        BaselineBleu = baseline is null ? null : Score(baseline.Bleu, lines),
        BaselineChrf = baseline is null ? null : Score(baseline.Chrf, lines),
    };

    private static double Score(CorpusStatistics statistics, int[] lines) => statistics.Metric.Score(statistics.Sum(lines));

    private IEnumerable<Finding> Findings()
    {
        yield return Find("Repeated words", "Words that come again at once, or four words that come twice, where no reference repeats them.",
            (own, line) => Repetition.Find(own.Text.Lines[line], References(line)));
        yield return Find("Untranslated copies", "Three words of the source or more, or the whole line, unchanged in the translation and in no reference.",
            (own, line) => UntranslatedCopy.Find(source.Lines[line], own.Text.Lines[line], References(line)));
        yield return Find("Much too short", $"Fewer than {MuchShorter:F1} words for each word of the nearest reference.",
            (own, line) => own.LengthRatioOf(line) < MuchShorter ? Ratio(own.LengthRatioOf(line)) : null);
        yield return Find("Much too long", $"More than {MuchLonger:F1} words for each word of the nearest reference.",
            (own, line) => own.LengthRatioOf(line) > MuchLonger ? Ratio(own.LengthRatioOf(line)) : null);
    }

    private static string Ratio(double ratio) => "ratio " + ratio.ToString("F2", CultureInfo.InvariantCulture);

    private Finding Find(string title, string note, Func<AnalyzedSystem, int, string?> find)
    {
        FindingExample[] Of(AnalyzedSystem own) => [.. Enumerable.Range(0, source.Lines.Count)
            .Select(line => (Line: line, Found: find(own, line)))
            .Where(fault => fault.Found is not null)
            .Select(fault => new FindingExample(fault.Line + 1, fault.Found!, own.Text.Lines[fault.Line]))];

        var examples = Of(system);
        return new Finding(title, note, examples.Length, baseline is null ? null : Of(baseline).Length, [.. examples.Take(Examples)]);
    }
}
