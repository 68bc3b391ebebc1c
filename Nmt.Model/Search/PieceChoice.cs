using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>What the next piece of one hypothesis may be. Of two rules that disagree the later one wins.</summary>
public sealed class PieceChoice
{
    private readonly HashSet<int> _forbidden = [];
    private readonly List<int> _proposed = [];

    /// <summary>The pieces that may not follow.</summary>
    public IReadOnlyCollection<int> Forbidden => _forbidden;

    /// <summary>Pieces that are to be candidates however unlikely they are.</summary>
    public IReadOnlyList<int> Proposed => _proposed;

    /// <summary>The only pieces that may follow; null when all others may.</summary>
    public IReadOnlyList<int>? Allowed { get; private set; }

    /// <summary>The piece may not follow.</summary>
    public void Forbid(int piece)
    {
        _forbidden.Add(piece);
        _proposed.Remove(piece);
    }

    /// <summary>None of the pieces may follow.</summary>
    public void Forbid(IEnumerable<int> pieces)
    {
        foreach (var piece in pieces)
            Forbid(piece);
    }

    /// <summary>The piece becomes a candidate.</summary>
    public void Propose(int piece)
    {
        _forbidden.Remove(piece);
        if (!_proposed.Contains(piece))
            _proposed.Add(piece);
    }

    /// <summary>Nothing but these pieces may follow, whatever was forbidden before.</summary>
    public void AllowOnly(IReadOnlyList<int> pieces)
    {
        Allowed = pieces;
        _forbidden.Clear();
        _proposed.Clear();
    }

    /// <summary>Whether a piece may follow.</summary>
    public bool Allows(int piece) =>
        piece >= SpecialTokens.Eos && !_forbidden.Contains(piece) && (Allowed is null || Allowed.Contains(piece));
}
