using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;

namespace Nmt.Tests.Model.Search;

/// <summary>
/// Beam search as a page of a textbook has it: lists of hypotheses, every continuation looked at, sorted and cut, and no
/// early stop. What <see cref="BeamSearch"/> is compared with where the beam is narrower than the space.
/// </summary>
internal static class NaiveBeam
{
    public static List<(int[] Ids, bool Cut, double Score)> Run(ScriptedStepModel model, int[] source, SearchOptions options)
    {
        var width = options.Beam / options.Groups;
        var living = Enumerable.Range(0, options.Groups).Select(_ => new List<(int[] Ids, double Sum)> { ([], 0) }).ToList();
        var ended = Enumerable.Range(0, options.Groups).Select(_ => new List<(int[] Ids, bool Cut, double Score)>()).ToList();
        var cap = options.Cap(source.Length);
        for (var step = 0; step <= cap; step++)
        {
            var said = new List<int>();
            for (var group = 0; group < living.Count; group++)
            {
                living[group] = step == cap
                    ? EndAll(model, source, options, living[group], ended[group])
                    : Grow(model, source, options, (living[group], ended[group], said), width);
                if (Stops(living[group], ended[group], options, width))
                    living[group] = [];
                said.AddRange(living[group].Select(hypothesis => hypothesis.Ids[^1]));
            }
        }

        return [.. ended.SelectMany(found => found).DistinctBy(found => string.Join(' ', found.Ids))
            .OrderBy(found => found.Cut).ThenByDescending(found => found.Score).Take(options.NBest)];
    }

    private static List<(int[] Ids, double Sum)> Grow(
        ScriptedStepModel model, int[] source, SearchOptions options,
        (List<(int[] Ids, double Sum)> Living, List<(int[] Ids, bool Cut, double Score)> Ended, List<int> Said) group, int width)
    {
        var proposals = group.Living.SelectMany(hypothesis => model.LogProbabilities(source, hypothesis.Ids)
            .Select((value, piece) => (hypothesis.Ids, Piece: piece, Sum: hypothesis.Sum + value))
            .Where(next => next.Piece >= SpecialTokens.Eos && !SearchCase.Repeats([.. next.Ids, next.Piece], options.NoRepeatNgram)
                && (next.Piece != SpecialTokens.Eos || next.Ids.Length == 0 || next.Ids.Length >= options.MinLength)))
            .OrderByDescending(next => next.Sum - (options.Diversity * group.Said.Count(piece => piece == next.Piece)))
            .ToList();
        var next = new List<(int[] Ids, double Sum)>();
        for (var rank = 0; rank < proposals.Count && next.Count < width; rank++)
        {
            var (ids, piece, sum) = proposals[rank];
            if (piece != SpecialTokens.Eos)
                next.Add(([.. ids, piece], sum));
            else if (rank < width && ids.Length > 0)
                group.Ended.Add((ids, false, SearchCase.Score(sum, source, ids, options)));
        }

        if (next is [])
            return [];
        var best = next.Max(hypothesis => hypothesis.Sum);
        return [.. next.Where(hypothesis => hypothesis.Sum >= best + Math.Log(options.PruneRelative ?? 0)
            && Partial(hypothesis, options) >= Partial(([.. hypothesis.Ids], best), options) - (options.PruneAbsolute ?? 1e9))];
    }

    private static double Partial((int[] Ids, double Sum) hypothesis, SearchOptions options) =>
        SearchCase.Score(hypothesis.Sum, [], hypothesis.Ids[..^1], options);

    private static List<(int[] Ids, double Sum)> EndAll(
        ScriptedStepModel model, int[] source, SearchOptions options,
        List<(int[] Ids, double Sum)> living, List<(int[] Ids, bool Cut, double Score)> ended)
    {
        foreach (var (ids, sum) in living)
        {
            var step = model.LogProbabilities(source, ids);
            ended.Add((ids, SearchCase.WouldGoOn(step, ids, options.NoRepeatNgram), SearchCase.Score(sum + step[SpecialTokens.Eos], source, ids, options)));
        }

        return [];
    }

    // The one stop that may change a result: as many ended as the beam is wide, and none alive that is better now.
    private static bool Stops(
        List<(int[] Ids, double Sum)> living, List<(int[] Ids, bool Cut, double Score)> ended, SearchOptions options, int width) =>
        living.Count > 0 && ended.Count >= width
        && ended.Where(found => !found.Cut).Max(found => found.Score) >= living.Max(hypothesis => Partial(hypothesis, options));
}
