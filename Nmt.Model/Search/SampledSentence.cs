using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>The draws of one sentence.</summary>
internal sealed class SampledSentence
{
    private readonly BeamContext _context;
    private readonly PieceSampler _sampler;
    private readonly (GreedyLine Line, Random Random)[] _draws;
    private bool _started;

    /// <param name="context">The sentence.</param>
    /// <param name="source">Its pieces: what makes its draws its own.</param>
    public SampledSentence(BeamContext context, long[] source)
    {
        _context = context;
        var options = context.Options.Sampling!;
        _sampler = new PieceSampler(options);
        _draws = new (GreedyLine, Random)[context.Options.NBest];
        for (var draw = 0; draw < _draws.Length; draw++)
            _draws[draw] = (new GreedyLine(context), new Random(Seed(options.Seed, draw, source)));
        Living = [.. _draws.Select(draw => (draw.Line, 0))];
    }

    public bool Done => Living.Count == 0;

    /// <summary>The draws that go on, and the row of the last step that each goes on from.</summary>
    public IReadOnlyList<(GreedyLine Line, int Row)> Living { get; private set; }

    /// <summary>One step: every draw that is not done takes a piece.</summary>
    /// <param name="logProbabilities">Of all rows of the step.</param>
    /// <param name="vocabulary">Pieces a row.</param>
    /// <param name="firstRow">The sentence's first row; before the first piece it serves all draws.</param>
    public void Append(float[] logProbabilities, int vocabulary, int firstRow)
    {
        var row = firstRow;
        var left = new List<(GreedyLine, int)>();
        foreach (var (line, random) in _draws.Where(draw => !draw.Line.Done))
        {
            Append(line, logProbabilities.AsSpan(row * vocabulary, vocabulary), row, random);
            if (!line.Done)
                left.Add((line, row));
            row += _started ? 1 : 0;
        }

        _started = true;
        Living = left;
    }

    /// <summary>The first draw so far, or the best of all once they are done.</summary>
    public SearchProgress Progress(int step)
    {
        if (!Done)
            return Living[0].Line.Progress(step);
        var best = Result().Best;
        return new(step, _context.Sentence, best.Ids, best.Score, Final: true);
    }

    public SearchResult Result() => new([.. _draws.Select(draw => draw.Line.Result()).OrderByDescending(found => found.Score)]);

    private void Append(GreedyLine line, ReadOnlySpan<float> logProbabilities, int row, Random random)
    {
        if (line.MustEnd)
        {
            line.Append(SpecialTokens.Eos, logProbabilities[SpecialTokens.Eos], row, truncated: true);
            return;
        }

        var piece = _sampler.Draw(logProbabilities, line.Choice() ?? line.AtStart(), random);
        line.Append(piece, piece < 0 ? float.NegativeInfinity : logProbabilities[piece], row, truncated: false);
    }

    // FNV-1a over the 64-bit numbers: the same on every machine, as HashCode is not.
    private static int Seed(int seed, int draw, long[] source)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in (IEnumerable<long>)[seed, draw, .. source])
            hash = unchecked((hash ^ (ulong)value) * 1099511628211UL);
        return (int)((hash ^ (hash >> 32)) & int.MaxValue);
    }
}
