namespace Nmt.Training.Evaluation;

/// <summary>Finds words of the source that stand in the translation as they were.</summary>
internal static class UntranslatedCopy
{
    private const int ShortestRun = 3;

    /// <summary>
    /// The longest run of at least three source words that a translation has and no reference; the whole line where the
    /// source is shorter and came back unchanged. Null where there is none.
    /// </summary>
    public static string? Find(string source, string hypothesis, IReadOnlyList<string> references)
    {
        var words = Words(source);
        var needed = Math.Min(ShortestRun, words.Length);
        if (needed == 0 || (words.Length < ShortestRun && !words.SequenceEqual(Words(hypothesis))))
            return null;
        var translated = Padded(hypothesis);
        string[] expected = [.. references.Select(Padded)];
        for (var length = words.Length; length >= needed; length--)
        {
            for (var start = 0; start + length <= words.Length; start++)
            {
                var run = $" {string.Join(' ', words, start, length)} ";
                if (run.Any(char.IsLetter) && translated.Contains(run, StringComparison.Ordinal)
                    && !expected.Any(reference => reference.Contains(run, StringComparison.Ordinal)))
                {
                    return run.Trim();
                }
            }
        }

        return null;
    }

    private static string[] Words(string line) => [.. PythonText.Split(PythonText.ToLower(line))];

    private static string Padded(string line) => $" {string.Join(' ', Words(line))} ";
}
