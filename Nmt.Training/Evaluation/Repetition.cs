namespace Nmt.Training.Evaluation;

/// <summary>
/// Finds what recurrent decoders are prone to: words that come again at once ("a man in a man in a red shirt"), and long
/// runs of words that come twice.
/// </summary>
internal static class Repetition
{
    private const int LongestAtOnce = 6;
    private const int LongRun = 4;

    /// <summary>The longest run of words that a translation repeats and no reference does; null where there is none.</summary>
    public static string? Find(string hypothesis, IReadOnlyList<string> references) =>
        Longest(AtOnce, hypothesis, references) ?? Longest(Twice, hypothesis, references);

    private static string? Longest(Func<string[], HashSet<string>> repeated, string hypothesis, IReadOnlyList<string> references)
    {
        var found = repeated(Words(hypothesis));
        foreach (var reference in references)
            found.ExceptWith(repeated(Words(reference)));
        return found.OrderByDescending(run => run.Count(c => c == ' ')).ThenBy(run => run, StringComparer.Ordinal).FirstOrDefault();
    }

    private static HashSet<string> AtOnce(string[] words)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var length = 1; length <= LongestAtOnce; length++)
        {
            for (var start = 0; start + (2 * length) <= words.Length; start++)
            {
                if (words.AsSpan(start, length).SequenceEqual(words.AsSpan(start + length, length)))
                    found.Add(string.Join(' ', words, start, length));
            }
        }

        return found;
    }

    private static HashSet<string> Twice(string[] words)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var runs = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start + LongRun <= words.Length; start++)
        {
            var run = string.Join(' ', words, start, LongRun);
            if (!runs.Add(run))
                found.Add(run);
        }

        return found;
    }

    private static string[] Words(string line) => [.. PythonText.Split(PythonText.ToLower(line))];
}
