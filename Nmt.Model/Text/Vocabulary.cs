using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Nmt.Model.Text;

/// <summary>
/// The pieces that a model knows, by id. Ids 0 to 2 are <see cref="SpecialTokens"/>, the next 256 the single bytes, the
/// rest the products of the merges in the order in which they were learned and, for several directions in one model, a
/// <see cref="LanguageTag"/> for each target language. Pieces are spelled in <see cref="ByteAlphabet"/>.
/// </summary>
public sealed class Vocabulary
{
    private readonly ImmutableArray<string> _pieces;
    private readonly FrozenDictionary<string, int> _ids;

    internal Vocabulary(ImmutableArray<string> pieces)
    {
        _pieces = pieces;
        _ids = pieces.Select((piece, id) => KeyValuePair.Create(piece, id)).ToFrozenDictionary(StringComparer.Ordinal);
        Tags = pieces.Where(piece => LanguageTag.LanguageOf(piece) is not null)
            .ToDictionary(piece => LanguageTag.LanguageOf(piece)!, IdOf, StringComparer.Ordinal);
    }

    /// <summary>The ids of the tags by language code; empty where there is one direction.</summary>
    public IReadOnlyDictionary<string, int> Tags { get; }

    /// <summary>Number of ids: 0 up to this, exclusive.</summary>
    public int Count => _pieces.Length;

    /// <summary>All pieces, by id.</summary>
    public IReadOnlyList<string> Pieces => _pieces;

    /// <summary>The id of a single byte.</summary>
    public static int IdOfByte(byte value) => SpecialTokens.Count + value;

    /// <summary>The id of a piece.</summary>
    /// <exception cref="ArgumentException">The vocabulary has no such piece.</exception>
    public int IdOf(string piece) =>
        TryIdOf(piece, out int id) ? id : throw new ArgumentException($"The vocabulary has no piece '{piece}'.", nameof(piece));

    /// <summary>The id of a piece, where there is such a piece.</summary>
    public bool TryIdOf(string piece, out int id) => _ids.TryGetValue(piece, out id);

    /// <summary>The piece of an id.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is not below <see cref="Count"/>.</exception>
    public string PieceOf(int id)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Count);
        return _pieces[id];
    }

    /// <summary>
    /// The vocabulary that merges imply. Two rules may have one product (<c>a+bc</c> and <c>ab+c</c>); it has one id.
    /// </summary>
    /// <param name="merges">The earliest first.</param>
    /// <param name="languages">Codes of the target languages that have a tag, in the order of their ids.</param>
    internal static Vocabulary FromMerges(IEnumerable<MergeRule> merges, IEnumerable<string>? languages = null)
    {
        var pieces = ImmutableArray.CreateBuilder<string>();
        pieces.AddRange(SpecialTokens.Names);
        for (int value = 0; value < 256; value++)
        {
            pieces.Add(ByteAlphabet.CharacterOf((byte)value).ToString());
        }

        var known = new HashSet<string>(pieces, StringComparer.Ordinal);
        pieces.AddRange(merges.Select(merge => merge.Product).Where(known.Add));
        pieces.AddRange((languages ?? []).Select(LanguageTag.Of));
        return new Vocabulary(pieces.ToImmutable());
    }
}
