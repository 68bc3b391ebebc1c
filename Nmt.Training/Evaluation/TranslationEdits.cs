namespace Nmt.Training.Evaluation;

/// <summary>
/// The edits that make a hypothesis a reference, where moving a run of words is one edit (Snover et al. 2006, "A Study
/// of Translation Edit Rate"): greedily the move that helps most, as long as one helps, then the Levenshtein distance.
/// Bounds and the choice among equal moves are those of Tercom as sacreBLEU has it; scores depend on them.
/// </summary>
internal sealed class TranslationEdits
{
    private const int LongestMove = 10;
    private const int FarthestMove = 50;
    private const int MostCandidates = 1000; // of all rounds together

    private readonly int[] _reference;
    private readonly EditMatrix _matrix;
    private readonly int[] _moved;
    private int[] _hypothesis;
    private int _candidates;

    private TranslationEdits(int[] hypothesis, int[] reference)
    {
        _hypothesis = [.. hypothesis];
        _reference = reference;
        _matrix = new EditMatrix(reference, hypothesis.Length);
        _moved = new int[hypothesis.Length];
    }

    /// <param name="hypothesis">Words as numbers.</param>
    /// <param name="reference">Words as numbers; without any, every word of the hypothesis is one edit.</param>
    public static int Count(int[] hypothesis, int[] reference) =>
        reference.Length == 0 ? hypothesis.Length : new TranslationEdits(hypothesis, reference).Count();

    private int Count()
    {
        var moves = 0;
        while (true)
        {
            var distance = _matrix.Set(_hypothesis);
            var best = distance == 0 ? default : BestMove(distance);
            if (_candidates >= MostCandidates || best.Gain <= 0)
                return moves + distance;
            Apply(best, _moved);
            _hypothesis = [.. _moved];
            moves++;
        }
    }

    private Move BestMove(int distance)
    {
        var alignment = _matrix.Alignment(_hypothesis);
        Move? best = null;
        foreach (var (start, at, length) in EqualRuns())
        {
            if (alignment.IsHypothesisRight(start, length) || alignment.IsReferenceMet(at, length))
                continue;
            if (alignment.Positions[at] >= start && alignment.Positions[at] < start + length)
                continue; // it would move into itself
            foreach (var target in Targets(alignment, at, length))
            {
                var move = new Move(0, length, start, target);
                Apply(move, _moved);
                move = move with { Gain = distance - _matrix.DistanceOf(_moved, Math.Min(start, target)) };
                _candidates++;
                if (best is null || move.IsBetterThan(best.Value))
                    best = move;
            }

            if (_candidates >= MostCandidates)
                break;
        }

        return best ?? default;
    }

    /// <summary>Runs of words that both sides have, shorter ones too: (start in the hypothesis, in the reference, length).</summary>
    private IEnumerable<(int Start, int At, int Length)> EqualRuns()
    {
        for (var start = 0; start < _hypothesis.Length; start++)
        {
            var last = Math.Min(_reference.Length - 1, start + FarthestMove);
            for (var at = Math.Max(0, start - FarthestMove); at <= last; at++)
            {
                var most = Math.Min(LongestMove, Math.Min(_hypothesis.Length - start, _reference.Length - at));
                for (var length = 1; length <= most && _hypothesis[start + length - 1] == _reference[at + length - 1]; length++)
                    yield return (start, at, length);
            }
        }
    }

    /// <summary>The places behind the words that the reference has before and within the run.</summary>
    private static List<int> Targets(EditAlignment alignment, int at, int length)
    {
        var targets = new List<int>();
        for (var position = at - 1; position < at + length; position++)
        {
            var target = position < 0 ? 0 : alignment.Positions[position] + 1;
            if (targets is [] || targets[^1] != target)
                targets.Add(target);
        }

        return targets;
    }

    private void Apply(Move move, int[] moved)
    {
        var words = _hypothesis.AsSpan();
        var (start, end, target) = (move.Start, move.Start + move.Length, move.Target);
        if (target < start)
        {
            Join(moved, words[..target], words[start..end], words[target..start], words[end..]);
            return;
        }

        // A place within the run itself stands for one as many words behind it.
        var upTo = target > end ? target : Math.Min(target + move.Length, words.Length);
        Join(moved, words[..start], words[end..upTo], words[start..end], words[upTo..]);
    }

    private static void Join(Span<int> into, Span<int> first, Span<int> second, Span<int> third, Span<int> last)
    {
        first.CopyTo(into);
        second.CopyTo(into = into[first.Length..]);
        third.CopyTo(into = into[second.Length..]);
        last.CopyTo(into[third.Length..]);
    }

    /// <summary>A run of words of the hypothesis that goes to another place.</summary>
    /// <param name="Gain">By how much the distance falls.</param>
    /// <param name="Length">Of the run.</param>
    /// <param name="Start">Of the run.</param>
    /// <param name="Target">The place that it is moved before.</param>
    private readonly record struct Move(int Gain, int Length, int Start, int Target)
    {
        public bool IsBetterThan(Move other) =>
            (Gain, Length, -Start, -Target).CompareTo((other.Gain, other.Length, -other.Start, -other.Target)) > 0;
    }
}
