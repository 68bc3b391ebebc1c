using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>
/// A translation begins with a given text. Its whole words are spelled as the tokenizer spells them. The last word may be
/// unfinished, so every spelling of it is open that reads the same, and the piece that reaches its end may go on behind
/// it: "Hau" is continued by "Haus" as well as by "Hau" and "er". Single bytes are pieces, so there always is a spelling.
/// </summary>
internal sealed class ForcedPrefix : IPieceRule
{
    private readonly PieceIndex _index;
    private readonly IReadOnlyList<int> _words;
    private readonly string _rest; // the unfinished word with the space before it, in the alphabet of bytes
    private readonly int[][] _open; // for each byte of it that is already said: the pieces that may follow
    private readonly int[] _fewest; // and the fewest pieces that still reach its end

    /// <param name="text">Not blank.</param>
    /// <param name="tokenizer">Spells the whole words.</param>
    /// <param name="index">Of its vocabulary.</param>
    public ForcedPrefix(string text, SubwordTokenizer tokenizer, PieceIndex index)
    {
        _index = index;
        var full = " " + Normalizer.Normalize(text) + (char.IsWhiteSpace(text[^1]) ? " " : "");
        var lastWord = full.LastIndexOf(' ');
        _words = lastWord == 0 ? [] : tokenizer.Encode(full[1..lastWord]);
        _rest = ByteAlphabet.Spell(full.AsSpan(lastWord));
        _open = new int[_rest.Length][];
        _fewest = new int[_rest.Length + 1];
        for (var said = _rest.Length - 1; said >= 0; said--)
        {
            var left = _rest[said..];
            _open[said] = [.. index.BeginningOf(left).Union(index.BeginningWith(left))];
            _fewest[said] = 1 + _open[said].Min(piece => _fewest[Math.Min(said + index[piece].Length, _rest.Length)]);
        }
    }

    public int Need(ReadOnlySpan<int> said) => said.Length < _words.Count
        ? _words.Count - said.Length + _fewest[0]
        : _fewest[SaidOfRest(said)];

    public void Restrict(ReadOnlySpan<int> said, PieceChoice next)
    {
        if (said.Length < _words.Count)
            next.AllowOnly([_words[said.Length]]);
        else if (SaidOfRest(said) is var bytes && bytes < _rest.Length)
            next.AllowOnly(WithoutForbidden(_open[bytes], next));
    }

    // What must not be said is not said behind the prefix either; the prefix itself always can be.
    private static IReadOnlyList<int> WithoutForbidden(int[] open, PieceChoice next)
    {
        int[] left = [.. open.Where(piece => !next.Forbidden.Contains(piece))];
        return left is [] ? open : left;
    }

    private int SaidOfRest(ReadOnlySpan<int> said)
    {
        var bytes = 0;
        for (var i = _words.Count; i < said.Length && bytes < _rest.Length; i++)
            bytes += _index[said[i]].Length;
        return Math.Min(bytes, _rest.Length);
    }
}
