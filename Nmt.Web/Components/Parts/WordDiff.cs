namespace Nmt.Web.Components.Parts;

/// <summary>Where words of two texts stand.</summary>
public enum DiffKind
{
    Same,
    Removed,
    Added,
}

/// <summary>Words in a row that stand in both texts, or in one only.</summary>
public sealed record DiffRun(DiffKind Kind, string Text);

/// <summary>The words of one text that another lacks: the fewest that must go and come.</summary>
public static class WordDiff
{
    /// <summary>Runs that read as the first text without what was added, and as the second without what was removed.</summary>
    public static IReadOnlyList<DiffRun> Of(string before, string after)
    {
        string[] old = Words(before);
        string[] fresh = Words(after);
        var runs = new List<(DiffKind Kind, List<string> Words)>();
        (int i, int j) = (0, 0);
        foreach ((int oldPlace, int freshPlace) in Pairs(old, fresh).Append((old.Length, fresh.Length)))
        {
            Add(runs, DiffKind.Removed, old[i..oldPlace]);
            Add(runs, DiffKind.Added, fresh[j..freshPlace]);
            Add(runs, DiffKind.Same, old[oldPlace..Math.Min(oldPlace + 1, old.Length)]);
            (i, j) = (oldPlace + 1, freshPlace + 1);
        }

        return [.. runs.Select(run => new DiffRun(run.Kind, string.Join(' ', run.Words)))];
    }

    /// <summary>The places of the words that both have, in order: as many as can be (a longest common subsequence).</summary>
    public static IReadOnlyList<(int Before, int After)> Pairs(IReadOnlyList<string> before, IReadOnlyList<string> after)
    {
        int[,] common = Common(before, after);
        var pairs = new List<(int, int)>();
        (int i, int j) = (0, 0);
        while (i < before.Count && j < after.Count)
        {
            if (before[i] == after[j])
            {
                pairs.Add((i++, j++));
            }
            else if (common[i + 1, j] >= common[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        return pairs;
    }

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // The length of the longest common subsequence of what follows each pair of places.
    private static int[,] Common(IReadOnlyList<string> old, IReadOnlyList<string> fresh)
    {
        int[,] common = new int[old.Count + 1, fresh.Count + 1];
        for (int i = old.Count - 1; i >= 0; i--)
        {
            for (int j = fresh.Count - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == fresh[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static void Add(List<(DiffKind Kind, List<string> Words)> runs, DiffKind kind, string[] words)
    {
        if (words.Length == 0)
        {
            return;
        }

        if (runs.Count == 0 || runs[^1].Kind != kind)
        {
            runs.Add((kind, []));
        }

        runs[^1].Words.AddRange(words);
    }
}
