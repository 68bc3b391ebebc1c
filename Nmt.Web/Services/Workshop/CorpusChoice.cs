using Nmt.Model.Errors;

namespace Nmt.Web.Services.Workshop;

/// <summary>What a reader decides about a checked corpus before it is prepared.</summary>
public sealed record CorpusChoice
{
    /// <summary>Use the lines that both files have, where one has more of them.</summary>
    public bool Cut { get; init; }

    /// <summary>For codes of findings: whether their lines are left out. Whatever is not named goes as the report says.</summary>
    public IReadOnlyDictionary<string, bool> Dropped { get; init; } = new Dictionary<string, bool>();

    /// <summary>The arguments of <c>nmt prepare</c> that say the same.</summary>
    /// <param name="report">What the check found.</param>
    /// <exception cref="NmtException">The report leaves no choice of that kind.</exception>
    internal IReadOnlyList<string> Arguments(CorpusReport? report)
    {
        var arguments = new List<string>(Cut ? ["--unequal-counts", "cut"] : []);
        foreach ((string code, bool dropped) in Dropped.OrderBy(choice => choice.Key, StringComparer.Ordinal))
        {
            CorpusFinding finding = report?.Findings.FirstOrDefault(each => each.Code == code && each.Optional)
                ?? throw new NmtException($"The report has no finding '{code}' to decide about. Check the corpus again.");
            if (finding.Dropped != dropped)
            {
                arguments.AddRange([dropped ? "--drop" : "--keep", code]);
            }
        }

        return arguments;
    }
}
