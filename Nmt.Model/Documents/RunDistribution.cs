namespace Nmt.Model.Documents;

/// <summary>
/// Shares a translation out among the runs of its source. The runs keep their order, so that nothing in the document has
/// to move: each gets one stretch of the translation, where the sum of the tokens' log masses is greatest (Viterbi).
/// </summary>
/// <remarks>
/// A token may go to any run that looks like the one it belongs to at next to no cost. So the words around a bold one
/// flow past it, and the bold lands where its word went, however far that is. Only two formatted runs that trade places
/// keep the source's order. An empty run is a place where words may go that look like others of the block.
/// </remarks>
internal sealed class RunDistribution
{
    // Mass where attention saw none: a wrong format costs log(1/0.02), about 4.
    private const double Floor = 0.02;

    // Of the mass of runs that look alike; the rest must be the run's own. Decides between equals.
    private const double Alike = 0.75;

    // A format of the source that is nowhere in the translation: worse than words of a wrong format.
    private const double LostFormat = -100;

    private readonly TextRun[] _runs;

    // The format of the empty runs, else of most of the text.
    private readonly int _plain;

    public RunDistribution(IReadOnlyList<TextRun> runs)
    {
        _runs = [.. runs];
        _plain = runs.GroupBy(run => run.Format)
            .MaxBy(group => (group.Any(run => run.Text.Length == 0), group.Sum(run => run.Text.Length)))!.Key;
    }

    /// <summary>The new text of each run.</summary>
    /// <param name="translation">Of the runs' text together, without white space at its ends.</param>
    /// <param name="massesOf">From the runs' texts and the translation's tokens to <c>[tokens][runs]</c>.</param>
    public IReadOnlyList<string> Distribute(
        string translation, Func<IReadOnlyList<string>, IReadOnlyList<Range>, double[][]> massesOf)
    {
        int[] visible = [.. Enumerable.Range(0, _runs.Length).Where(i => !IsSpace(_runs[i].Text))];
        var texts = _runs.Select(run => run.Text).ToArray();
        foreach (var run in visible)
            texts[run] = "";

        var tokens = TextTokens.Of(translation);
        if (tokens.Count > 0)
        {
            var chosen = visible is [var only]
                ? [.. tokens.Select(_ => only)]
                : BestPath(massesOf([.. _runs.Select(run => run.Text)], tokens), visible);
            Fill(texts, translation, tokens, chosen);
        }

        // What stood around the block stays around it.
        var first = visible.First(run => texts[run].Length + _runs[run].Text.Length > 0);
        var last = visible.Last(run => texts[run].Length + _runs[run].Text.Length > 0);
        var lead = LeadingSpace(_runs[visible.First(run => _runs[run].Text.Length > 0)].Text);
        var tail = TrailingSpace(_runs[visible.Last(run => _runs[run].Text.Length > 0)].Text);
        texts[first] = lead + texts[first];
        texts[last] += tail;
        return texts;
    }

    // The run of each token: never an earlier run than the token before it.
    private int[] BestPath(double[][] masses, int[] visible)
    {
        var lost = CostsOfSkipping(visible);
        var from = new int[masses.Length, visible.Length];
        var scores = new double[visible.Length];
        for (var token = 0; token < masses.Length; token++)
        {
            var before = scores;
            scores = Emissions(masses[token], visible);
            var (best, bestAt) = (token == 0 ? 0.0 : double.NegativeInfinity, -1);
            for (var run = 0; run < visible.Length; run++)
            {
                // Staying in a run costs nothing; entering it costs the runs skipped on the way.
                var entering = best + lost[run];
                var staying = token == 0 ? double.NegativeInfinity : before[run];
                from[token, run] = staying >= entering ? run : bestAt;
                scores[run] += Math.Max(staying, entering);
                if (token > 0 && before[run] - lost[run + 1] > best)
                    (best, bestAt) = (before[run] - lost[run + 1], run);
            }
        }

        return Trace(from, Enumerable.Range(0, visible.Length).MaxBy(run => scores[run] - lost[run + 1]), visible);
    }

    private static int[] Trace(int[,] from, int last, int[] visible)
    {
        var path = new int[from.GetLength(0)];
        for (var token = path.Length - 1; token >= 0; token--)
        {
            path[token] = visible[last];
            last = from[token, last];
        }

        return path;
    }

    // lost[k]: the cost of leaving out the first k visible runs. Only a format of its own is missed, and only with words.
    private double[] CostsOfSkipping(int[] visible)
    {
        var lost = new double[visible.Length + 1];
        for (var i = 0; i < visible.Length; i++)
        {
            var run = _runs[visible[i]];
            var unique = visible.Count(other => _runs[other].Format == run.Format) == 1;
            lost[i + 1] = lost[i] + (unique && run.Text.Any(char.IsLetterOrDigit) ? LostFormat : 0);
        }

        return lost;
    }

    // How well a token fits each visible run: by the run's own mass and by that of all runs that look like it.
    private double[] Emissions(double[] masses, int[] visible)
    {
        var alike = visible.GroupBy(run => _runs[run].Format).ToDictionary(group => group.Key, group => group.Sum(run => masses[run]));
        return [.. visible.Select(run => Math.Log(Floor + Alike * alike[_runs[run].Format] + (1 - Alike) * masses[run]))];
    }

    private void Fill(string[] texts, string translation, IReadOnlyList<Range> tokens, int[] chosen)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            var gap = i == 0 ? "" : translation[tokens[i - 1].End..tokens[i].Start];
            if (i == 0 || chosen[i] == chosen[i - 1])
                texts[chosen[i]] += gap + translation[tokens[i]];
            else
                Cross(texts, chosen[i - 1], chosen[i], gap, translation[tokens[i]]);
        }
    }

    // From one run to a later one: the space between them stands where it stood in the source.
    private void Cross(string[] texts, int left, int right, string gap, string token)
    {
        var between = Enumerable.Range(left + 1, right - left - 1).Where(run => IsSpace(_runs[run].Text)).ToList();
        var (trailing, leading) = (TrailingSpace(_runs[left].Text), LeadingSpace(_runs[right].Text));
        texts[right] = token;
        if (gap.Length == 0)
            between.ForEach(run => texts[run] = "");
        else if (trailing.Length + leading.Length > 0)
            (texts[left], texts[right]) = (texts[left] + trailing, leading + token); // both: a picture may lie between
        else if (_runs[right].Format == _plain)
            texts[right] = gap + token; // a new space is not underlined
        else if (between.Count == 0)
            texts[left] += gap;
    }

    private static bool IsSpace(string text) => text.Length > 0 && string.IsNullOrWhiteSpace(text);

    private static string LeadingSpace(string text) => text[..(text.Length - text.TrimStart().Length)];

    private static string TrailingSpace(string text) => text[text.TrimEnd().Length..];
}
