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
        int[,] common = Common(old, fresh);
        var runs = new List<(DiffKind Kind, List<string> Words)>();
        (int i, int j) = (0, 0);
        while (i < old.Length || j < fresh.Length)
        {
            if (i < old.Length && j < fresh.Length && old[i] == fresh[j])
            {
                Add(runs, DiffKind.Same, old[i++]);
                j++;
            }
            else if (j == fresh.Length || (i < old.Length && common[i + 1, j] >= common[i, j + 1]))
            {
                Add(runs, DiffKind.Removed, old[i++]);
            }
            else
            {
                Add(runs, DiffKind.Added, fresh[j++]);
            }
        }

        return [.. runs.Select(run => new DiffRun(run.Kind, string.Join(' ', run.Words)))];
    }

    private static string[] Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    // The length of the longest common subsequence of what follows each pair of places.
    private static int[,] Common(string[] old, string[] fresh)
    {
        int[,] common = new int[old.Length + 1, fresh.Length + 1];
        for (int i = old.Length - 1; i >= 0; i--)
        {
            for (int j = fresh.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == fresh[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static void Add(List<(DiffKind Kind, List<string> Words)> runs, DiffKind kind, string word)
    {
        if (runs.Count == 0 || runs[^1].Kind != kind)
        {
            runs.Add((kind, []));
        }

        runs[^1].Words.Add(word);
    }
}
