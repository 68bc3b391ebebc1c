using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>
/// Phrases that no translation says as whole words, however their letters are spread over pieces. A piece is forbidden
/// as soon as a phrase would end with it, even where the next piece might have gone on with the word: the search takes
/// another way while there is one.
/// </summary>
internal sealed class ForbiddenPhrases : IPieceRule
{
    private readonly PieceIndex _index;
    private readonly (string Spelling, bool BeginsInWord, bool EndsInWord)[] _phrases;
    private readonly int[] _always;
    private readonly int _longest;

    /// <param name="phrases">Normalized, none empty.</param>
    /// <param name="index">Of the vocabulary.</param>
    public ForbiddenPhrases(IEnumerable<string> phrases, PieceIndex index)
    {
        _index = index;
        _phrases = [.. phrases.Select(phrase => ByteAlphabet.Spell(phrase))
            .Select(spelling => (spelling, PieceIndex.BeginsInWord(spelling), PieceIndex.EndsInWord(spelling)))];
        _longest = _phrases.Max(phrase => phrase.Spelling.Length);
        _always = [.. _phrases.SelectMany(phrase => index.Within(phrase.Spelling).Where(piece => SaysWithin(index[piece], phrase)))];
    }

    public int Need(ReadOnlySpan<int> said) => 0;

    public void Restrict(ReadOnlySpan<int> said, PieceChoice next)
    {
        next.Forbid(_always);
        var text = End(said);
        foreach (var phrase in _phrases)
        {
            for (var known = 0; known < phrase.Spelling.Length && known <= text.Length; known++)
            {
                if (IsBegun(text, phrase, known))
                    next.Forbid(_index.BeginningWith(phrase.Spelling[known..]).Where(piece => Ends(_index[piece].AsSpan(phrase.Spelling.Length - known), phrase)));
            }
        }
    }

    private static bool IsBegun(string text, (string Spelling, bool BeginsInWord, bool EndsInWord) phrase, int known)
    {
        var start = text.Length - known;
        return string.CompareOrdinal(text, start, phrase.Spelling, 0, known) == 0
            && !(phrase.BeginsInWord && PieceIndex.EndsInWord(text.AsSpan(0, start)));
    }

    private static bool Ends(ReadOnlySpan<char> behind, (string Spelling, bool BeginsInWord, bool EndsInWord) phrase) =>
        behind.IsEmpty || !phrase.EndsInWord || !PieceIndex.BeginsInWord(behind, broken: false);

    private static bool SaysWithin(string piece, (string Spelling, bool BeginsInWord, bool EndsInWord) phrase)
    {
        for (var at = piece.IndexOf(phrase.Spelling, 1, StringComparison.Ordinal); at > 0; at = at + 1 < piece.Length ? piece.IndexOf(phrase.Spelling, at + 1, StringComparison.Ordinal) : -1)
        {
            if (!(phrase.BeginsInWord && PieceIndex.EndsInWord(piece.AsSpan(0, at))) && Ends(piece.AsSpan(at + phrase.Spelling.Length), phrase))
                return true;
        }

        return false;
    }

    // As much of the text as a phrase and the character before it can reach back.
    private string End(ReadOnlySpan<int> said)
    {
        var from = said.Length;
        for (var length = 0; from > 0 && length < _longest + 4;)
            length += _index[said[--from]].Length;
        return _index.Spell(said[from..]);
    }
}
