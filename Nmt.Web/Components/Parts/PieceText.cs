using System.Text.RegularExpressions;
using Nmt.Model.Text;

namespace Nmt.Web.Components.Parts;

/// <summary>The text that the pieces of one sentence spell, and where each of them stands in it.</summary>
internal sealed partial class PieceText
{
    private readonly (int Start, int End)[] _places;

    private PieceText(IReadOnlyList<string> pieces, int first)
    {
        string all = string.Concat(pieces);
        int lead = all.Length - all.TrimStart().Length;
        Text = all.Trim();
        First = first;
        _places = new (int, int)[pieces.Count];
        int position = -lead;
        for (int i = 0; i < pieces.Count; i++)
        {
            int end = position + pieces[i].Length;
            _places[i] = (Math.Clamp(position, 0, Text.Length), Math.Clamp(end, 0, Text.Length));
            position = end;
        }
    }

    /// <summary>Without white space at its ends.</summary>
    public string Text { get; }

    /// <summary>Which of all pieces is the first of this sentence.</summary>
    public int First { get; }

    /// <summary>One for each sentence; each ends with its end-of-sentence piece, which shows nothing.</summary>
    public static IReadOnlyList<PieceText> Sentences(IReadOnlyList<string> pieces)
    {
        string end = SpecialTokens.Names[SpecialTokens.Eos];
        var sentences = new List<PieceText>();
        int first = 0;
        for (int i = 0; i < pieces.Count; i++)
        {
            if (pieces[i] == end || i == pieces.Count - 1)
            {
                int count = i - first + (pieces[i] == end ? 0 : 1);
                sentences.Add(new PieceText([.. pieces.Skip(first).Take(count)], first));
                first = i + 1;
            }
        }

        return sentences;
    }

    /// <summary>Words and, by themselves, the marks between them.</summary>
    public IEnumerable<(int Start, int Length)> Words() => Word().Matches(Text).Select(match => (match.Index, match.Length));

    /// <summary>
    /// The numbers, among all pieces, of those that a stretch of the text is spelled with. An empty piece is the rest of a
    /// character and belongs to the piece before it.
    /// </summary>
    public IReadOnlyList<int> Covering(int start, int length)
    {
        int end = start + length;
        return
        [
            .. Enumerable.Range(0, _places.Length)
                .Where(i => _places[i].Start == _places[i].End
                    ? _places[i].End > start && _places[i].End <= end
                    : _places[i].Start < end && _places[i].End > start)
                .Select(i => First + i),
        ];
    }

    // Letters and digits with what joins them ("don't", "well-known"), or a run of anything else but space.
    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+(?:['’\-][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
