using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>
/// Phrases that a translation must say as whole words, in any order, spelled as the tokenizer spells them: after a space,
/// or, behind what is no word, without one. What a hypothesis has said of them is found by reading its pieces.
/// </summary>
internal sealed class RequiredPhrases : IPieceRule
{
    /// <summary>The most phrases that a sentence can have.</summary>
    public const int Most = 64;

    private readonly PieceIndex _index;
    private readonly Spelling[] _spellings;
    private readonly int[] _lengths; // of each phrase as it is spelled after a space: what it costs at most

    /// <param name="phrases">Normalized, none empty, at most <see cref="Most"/>.</param>
    /// <param name="tokenizer">Spells them.</param>
    /// <param name="index">Of its vocabulary.</param>
    public RequiredPhrases(IReadOnlyList<string> phrases, SubwordTokenizer tokenizer, PieceIndex index)
    {
        _index = index;
        _spellings = [.. phrases.SelectMany((phrase, number) => Spellings(phrase, number, tokenizer))];
        _lengths = [.. _spellings.Where(spelling => spelling.AfterSpace).Select(spelling => spelling.Pieces.Length)];
    }

    /// <summary>What is said before anything else; null for nothing.</summary>
    public IPieceRule? After { get; init; }

    public int Need(ReadOnlySpan<int> said)
    {
        var state = Read(said);
        var mayFollowAMark = said.Length > 0 && !EndsInWord(said) && (After?.Need(said) ?? 0) == 0;
        return mayFollowAMark
            ? NeedAfter(state with { Begun = [.. state.Begun, .. _spellings.Where(spelling => !spelling.AfterSpace).Select(spelling => (spelling, 0))] })
            : NeedAfter(state);
    }

    public void Restrict(ReadOnlySpan<int> said, PieceChoice next)
    {
        var state = Read(said);
        foreach (var spelling in _spellings)
        {
            if (!state.HasSaid(spelling.Phrase) && (spelling.AfterSpace || !EndsInWord(said)))
                next.Propose(spelling.Pieces[0]);
        }

        foreach (var (spelling, known) in state.Begun)
        {
            if (!state.HasSaid(spelling.Phrase))
                next.Propose(spelling.Pieces[known]);
        }

        // "Haus" is not said by "Haustür": all that is likely may go on with the word, but it may always end there.
        if (state.JustSaid != 0)
            next.Propose(SpecialTokens.Eos);
    }

    // All that is not said, spelled after spaces, less what is already said of one of them. No fewer pieces are sure to do:
    // a mark between two phrases may save a space.
    private int NeedAfter(State state)
    {
        var (need, most) = (0, 0);
        for (var phrase = 0; phrase < _lengths.Length; phrase++)
            need += state.HasSaid(phrase) ? 0 : _lengths[phrase];
        foreach (var (spelling, known) in state.Begun)
        {
            // To go on with a word is to take back that it was said.
            var blocked = state.JustSaid != 0 && PieceIndex.BeginsInWord(_index[spelling.Pieces[known]]);
            if (!state.HasSaid(spelling.Phrase) && !blocked)
                most = Math.Max(most, _lengths[spelling.Phrase] - (spelling.Pieces.Length - known));
        }

        return need - most;
    }

    private State Read(ReadOnlySpan<int> said)
    {
        var (done, justSaid) = (0UL, 0UL);
        var begun = new List<(Spelling, int)>();
        for (var i = 0; i < said.Length; i++)
        {
            if (justSaid != 0 && !PieceIndex.BeginsInWord(_index[said[i]]))
                done |= justSaid;
            justSaid = 0;
            List<(Spelling, int)> next = [];
            foreach (var (spelling, known) in begun.Concat(_spellings.Select(spelling => (spelling, 0))))
            {
                if (spelling.Pieces[known] != said[i] || (known == 0 && !MayBegin(spelling, said[..i])))
                    continue;
                if (known + 1 < spelling.Pieces.Length)
                    next.Add((spelling, known + 1));
                else if (spelling.EndsInWord)
                    justSaid |= 1UL << spelling.Phrase;
                else
                    done |= 1UL << spelling.Phrase;
            }

            begun = next;
        }

        return new(done, justSaid & ~done, begun);
    }

    private bool MayBegin(Spelling spelling, ReadOnlySpan<int> before) =>
        spelling.AfterSpace || !EndsInWord(before);

    // A character has at most four bytes, so that four pieces hold the last one. One that is broken leaves no gap in the
    // text: what follows it follows what stands before.
    private bool EndsInWord(ReadOnlySpan<int> said) =>
        PieceIndex.EndsInWord(_index.Spell(said[Math.Max(0, said.Length - 4)..]), broken: true);

    private static IEnumerable<Spelling> Spellings(string phrase, int number, SubwordTokenizer tokenizer)
    {
        var endsInWord = PieceIndex.EndsInWord(ByteAlphabet.Spell(phrase));
        yield return new(number, [.. tokenizer.Encode(phrase)], AfterSpace: true, endsInWord);

        // A bracket is a word of its own to the tokenizer, so that what follows is spelled as behind any mark.
        if (char.IsLetterOrDigit(phrase[0]) || char.IsSurrogate(phrase[0]))
            yield return new(number, [.. tokenizer.Encode("(" + phrase).Skip(tokenizer.Encode("(").Count)], AfterSpace: false, endsInWord);
    }

    private sealed record Spelling(int Phrase, int[] Pieces, bool AfterSpace, bool EndsInWord);

    /// <param name="Done">A bit for each phrase that was said and ended.</param>
    /// <param name="JustSaid">Those whose last word may still go on.</param>
    /// <param name="Begun">Spellings under way, and how many of their pieces are said.</param>
    private readonly record struct State(ulong Done, ulong JustSaid, IReadOnlyList<(Spelling Spelling, int Known)> Begun)
    {
        public bool HasSaid(int phrase) => ((Done | JustSaid) >> phrase & 1) != 0;
    }
}
