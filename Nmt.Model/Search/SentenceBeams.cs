namespace Nmt.Model.Search;

/// <summary>The search for one sentence: one beam, or several groups that avoid each other (Vijayakumar et al. 2018).</summary>
internal sealed class SentenceBeams
{
    private readonly BeamContext _context;
    private readonly HypothesisTree _tree;
    private readonly Beam[] _groups;
    private bool _started;

    public SentenceBeams(BeamContext context, HypothesisTree tree)
    {
        _context = context;
        _tree = tree;
        _groups = new Beam[context.Options.Groups];
        for (var group = 0; group < _groups.Length; group++)
            _groups[group] = new Beam(context, tree, context.Options.Beam / _groups.Length);
    }

    public bool Done => Rows == 0;

    /// <summary>Living hypotheses of all groups: the rows of the next step.</summary>
    public int Rows
    {
        get
        {
            var rows = 0;
            foreach (var group in _groups)
                rows += group.Width;
            return rows;
        }
    }

    /// <summary>Whether rules say what may follow.</summary>
    public bool HasRules => _context.Rules is not null;

    /// <summary>For each living hypothesis: the row of the last step that it goes on from, and the piece it chose.</summary>
    public IEnumerable<(int Row, int Piece)> Living()
    {
        foreach (var group in _groups)
        {
            for (var hypothesis = 0; hypothesis < group.Width; hypothesis++)
                yield return (group.RowOf(hypothesis), group.PieceOf(hypothesis));
        }
    }

    /// <summary>What may follow each row of this step; before the first piece all groups share one row.</summary>
    public IEnumerable<PieceChoice?> Choices() => _groups.Take(_started ? _groups.Length : 1)
        .SelectMany(group => Enumerable.Range(0, group.Width).Select(group.Choice));

    /// <summary>One step of every group.</summary>
    public void Advance(Candidates candidates, int firstRow)
    {
        var said = _groups.Length > 1 ? new Dictionary<int, int>() : null;
        foreach (var group in _groups)
        {
            var rows = group.Width;
            if (rows == 0)
                continue;
            group.Advance(candidates, firstRow, said);
            firstRow += _started ? rows : 0;
            for (var hypothesis = 0; hypothesis < group.Width && said is not null; hypothesis++)
                said[group.PieceOf(hypothesis)] = said.GetValueOrDefault(group.PieceOf(hypothesis)) + 1;
        }

        _started = true;
    }

    /// <summary>The present best, for who watches.</summary>
    public SearchProgress Progress(int step)
    {
        Func<SearchTrace>? trace = _context.Recorder is { } recorder ? recorder.ToTrace : null;
        if (Done)
        {
            var (path, ended) = Ranked()[0];
            return new(step, _context.Sentence, [.. path.SkipLast(1).Select(node => node.Piece)], ended.Score, Final: true) { Trace = trace };
        }

        var (ids, score) = _groups.First(group => group.Width > 0).Best();
        return new(step, _context.Sentence, ids, score) { Trace = trace };
    }

    /// <summary>The n best of a sentence that is done.</summary>
    public SearchResult Result()
    {
        var best = Ranked().Take(_context.Options.NBest).ToList();
        foreach (var (_, ended) in best)
            _context.Recorder?.SetFate(ended.End, NodeFate.Returned);
        return new SearchResult([.. best.Select(found => _context.ToHypothesis(found.Path, found.Ended))])
        {
            Trace = _context.Recorder?.ToTrace(),
        };
    }

    // Two groups may find one translation; within a group all differ.
    private List<(HypothesisTree.Node[] Path, EndedHypothesis Ended)> Ranked()
    {
        var ended = _groups.SelectMany(group => group.Ended);
        var ranked = EndedHypothesis.Rank(ended, _context.CapIsWanted).Select(hypothesis => (_tree.Path(hypothesis.End), hypothesis));
        return _groups.Length == 1
            ? [.. ranked.Take(_context.Options.NBest)]
            : [.. ranked.DistinctBy(found => string.Join(' ', found.Item1.Select(node => node.Piece)))];
    }
}
