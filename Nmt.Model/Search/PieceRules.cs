using Nmt.Model.Errors;
using Nmt.Model.Text;

namespace Nmt.Model.Search;

/// <summary>All rules for the translation of one sentence, and its length limits. Null stands for no rule at all.</summary>
internal sealed class PieceRules
{
    public const string NothingMayFollow =
        "No piece may follow any hypothesis: what is required and what is forbidden contradict each other. Require less, or forbid less.";

    private readonly IReadOnlyList<IPieceRule> _rules;
    private readonly int _minLength;
    private readonly int _cap;
    private readonly int _needAtFirst;

    private PieceRules(IReadOnlyList<IPieceRule> rules, int minLength, int cap, bool shareBeam)
    {
        _rules = rules;
        _minLength = minLength;
        _cap = cap;
        _needAtFirst = Demanded([]);
        ShareBeam = shareBeam;
    }

    /// <summary>Whether the beam is shared out by how much of what is needed has been said.</summary>
    public bool ShareBeam { get; }

    /// <summary>The rules of a sentence, or null where none was asked for.</summary>
    /// <param name="options">Least length, blocked repeats.</param>
    /// <param name="demands">What is asked of this sentence.</param>
    /// <param name="cap">Most pieces of its translation.</param>
    /// <exception cref="NmtException">What must be said does not fit into the cap.</exception>
    public static PieceRules? For(SearchOptions options, SentenceDemands demands, int cap)
    {
        if (demands.Need > cap)
            throw new NmtException($"What the translation must contain (its prefix and required phrases) takes {demands.Need} pieces, but its length limit is {cap} pieces. Raise --max-length, or require less.");
        List<IPieceRule> rules = options.NoRepeatNgram > 0 ? [new RepeatBlocking(options.NoRepeatNgram)] : [];
        rules.AddRange(demands.Rules);
        return rules is [] && options.MinLength == 1 ? null : new(rules, options.MinLength, cap, demands.ShareBeamByNeed);
    }

    /// <summary>What may follow the pieces said so far.</summary>
    public PieceChoice Next(ReadOnlySpan<int> said)
    {
        var next = new PieceChoice();
        foreach (var rule in _rules)
            rule.Restrict(said, next);
        if (said.Length < _minLength || Demanded(said) > 0)
            next.Forbid(SpecialTokens.Eos);
        return next;
    }

    /// <summary>Whether what must still be said after these pieces fits below the length limit.</summary>
    public bool CanBeMet(ReadOnlySpan<int> said) => _needAtFirst == 0 || said.Length + Demanded(said) <= _cap;

    /// <summary>How many of the pieces that must be said these have said.</summary>
    public int Met(ReadOnlySpan<int> said) => ShareBeam ? _needAtFirst - Demanded(said) : 0;

    private int Demanded(ReadOnlySpan<int> said)
    {
        var need = 0;
        foreach (var rule in _rules)
            need += rule.Need(said);
        return need;
    }
}
