using System.Buffers;
using System.Text;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>
/// The pieces of a vocabulary by their spelling in <see cref="ByteAlphabet"/>, one character a byte, so that whatever
/// holds for bytes can be asked of strings. Special pieces are not in it.
/// </summary>
internal sealed class PieceIndex
{
    private readonly Vocabulary _vocabulary;
    private readonly string[] _sorted;

    public PieceIndex(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _sorted = [.. vocabulary.Pieces.Skip(SpecialTokens.Count).Order(StringComparer.Ordinal)];
    }

    /// <summary>The spelling of a piece; empty for a special one.</summary>
    public string this[int piece] => SpecialTokens.Contains(piece) ? "" : _vocabulary.PieceOf(piece);

    /// <summary>What pieces spell together.</summary>
    public string Spell(ReadOnlySpan<int> pieces)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces)
            text.Append(this[piece]);
        return text.ToString();
    }

    /// <summary>The pieces that begin with a spelling, itself included.</summary>
    public IEnumerable<int> BeginningWith(string spelling)
    {
        var at = Array.BinarySearch(_sorted, spelling, StringComparer.Ordinal);
        for (at = at < 0 ? ~at : at; at < _sorted.Length && _sorted[at].StartsWith(spelling, StringComparison.Ordinal); at++)
            yield return _vocabulary.IdOf(_sorted[at]);
    }

    /// <summary>The pieces that a spelling begins with, the whole of it included; at least its first byte.</summary>
    public IEnumerable<int> BeginningOf(string spelling)
    {
        for (var length = 1; length <= spelling.Length; length++)
        {
            if (_vocabulary.TryIdOf(spelling[..length], out var piece) && !SpecialTokens.Contains(piece))
                yield return piece;
        }
    }

    /// <summary>All pieces in which a spelling occurs behind their first byte.</summary>
    public IEnumerable<int> Within(string spelling) =>
        _sorted.Where(piece => piece.IndexOf(spelling, StringComparison.Ordinal) >= 0 && piece.IndexOf(spelling, 1, StringComparison.Ordinal) >= 1)
            .Select(_vocabulary.IdOf);

    /// <summary>Whether what begins here would go on with a word; a character that no text shows (not whole, or a control) counts by <paramref name="broken"/>.</summary>
    public static bool BeginsInWord(ReadOnlySpan<char> spelling, bool broken = true)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = Math.Min(spelling.Length, 4);
        for (var i = 0; i < length; i++)
            _ = ByteAlphabet.TryByteOf(spelling[i], out bytes[i]);
        return length > 0 && (Rune.DecodeFromUtf8(bytes[..length], out var rune, out _) == OperationStatus.Done && !Rune.IsControl(rune) ? WordBoundary.IsInWord(rune) : broken);
    }

    /// <summary>Whether what ends here ends in a word; false for no text; a character that no text shows counts by <paramref name="broken"/>.</summary>
    public static bool EndsInWord(ReadOnlySpan<char> spelling, bool broken = false)
    {
        Span<byte> bytes = stackalloc byte[4];
        var length = Math.Min(spelling.Length, 4);
        for (var i = 0; i < length; i++)
            _ = ByteAlphabet.TryByteOf(spelling[^(length - i)], out bytes[i]);
        return length > 0 && (Rune.DecodeLastFromUtf8(bytes[..length], out var rune, out _) == OperationStatus.Done && !Rune.IsControl(rune) ? WordBoundary.IsInWord(rune) : broken);
    }
}
