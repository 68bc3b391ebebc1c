using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;
using Nmt.Tests.Fakes;
using Nmt.Tests.Model.Search;

namespace Nmt.Tests.Model.Constraints;

/// <summary>
/// Prefixes, required and forbidden phrases against the answer of looking at every text: a model that says nothing but a
/// few pieces of a real vocabulary, so that all texts of up to four pieces can be listed.
/// </summary>
public sealed class ConstrainedSearchTests
{
    private static readonly SubwordTokenizer Tokenizer = TinyBundle.Tokenizer();
    private static readonly SearchOptions Options = new() { MaxLengthRatio = 0, MaxLengthOffset = 4, Beam = 900, NBest = 3 };

    // A space, a letter, a letter more, a word of one piece, a mark.
    private static readonly int[] Spoken = [Id("\u0120"), Id("a"), Id("b"), Id("\u0120hello"), Id(".")];

    public static TheoryData<LineConstraints> Demands =>
    [
        new LineConstraints { Prefix = "a" },
        new LineConstraints { Prefix = "hel" },
        new LineConstraints { Prefix = "a " },
        new LineConstraints { Prefix = "hello a" },
        new LineConstraints { Prefix = "hello. b" },
        new LineConstraints { Forbidden = ["a"] },
        new LineConstraints { Forbidden = ["hello", "b"] },
        new LineConstraints { Forbidden = ["a b", "ab", "hello"] },
        new LineConstraints { Forbidden = ["."] },
        new LineConstraints { Required = ["a"] },
        new LineConstraints { Required = ["hello"] },
        new LineConstraints { Required = ["ab"] },
        new LineConstraints { Required = ["a", "hello"] },
        new LineConstraints { Required = ["hello a"], Forbidden = ["b"] },
        new LineConstraints { Required = ["b"], Prefix = "hello" },
        new LineConstraints { Required = ["hello"], Prefix = "a", Forbidden = ["ab"] },
    ];

    [Theory]
    [MemberData(nameof(Demands))]
    public void Search_BeamAsWideAsTheSpace_FindsTheExhaustiveBest(LineConstraints asked)
    {
        var demands = new ConstraintReader(Tokenizer).Read(asked);
        var options = Options with { MaxLength = 4, Demands = [demands] };
        for (var seed = 0; seed < 5; seed++)
        {
            var model = Model(seed);
            var expected = SearchCase.Exhaust(model, [5], options, ids => Meets(ids, asked)).Take(3).ToList();
            var found = SearchCase.Run(new BeamSearch(), model, options, [[5]])[0].Hypotheses;

            Assert.NotEmpty(expected);
            Assert.Equal(expected.Select(e => Show(e.Ids)), found.Select(f => Show(f.Ids)));
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-5));
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Search_NarrowBeam_StillSaysWhatIsRequired(int beam)
    {
        LineConstraints asked = new() { Required = ["hello hello", "a.b", "bab"], Prefix = "b" };
        var demands = new ConstraintReader(Tokenizer).Read(asked);
        for (var seed = 0; seed < 20; seed++)
        {
            var options = new SearchOptions { Beam = beam, NBest = beam, Demands = [demands], MaxLength = demands.Need + (seed % 3) };
            Assert.All(SearchCase.Run(new BeamSearch(), Model(seed), options, [[5]])[0].Hypotheses, found => Assert.True(Meets([.. found.Ids], asked), Show(found.Ids)));
        }
    }

    [Fact]
    public void Search_OnlySomeSentencesConstrained_TheOthersAsBefore()
    {
        var demands = new ConstraintReader(Tokenizer).Read(new() { Required = ["a.b"], Forbidden = ["hello"] });
        var options = new SearchOptions { Beam = 4, NBest = 4, MaxLengthOffset = 6 };
        int[][] sentences = [[5], [6, 7], [8]];
        for (var seed = 0; seed < 5; seed++)
        {
            var free = SearchCase.Run(new BeamSearch(), Model(seed), options, sentences);
            var mixed = SearchCase.Run(new BeamSearch(), Model(seed), options with { Demands = [SentenceDemands.None, demands, SentenceDemands.None] }, sentences);
            var alone = SearchCase.Run(new BeamSearch(), Model(seed), options with { Demands = [demands] }, [sentences[1]]);
            Assert.Equal(Text(free[0]), Text(mixed[0]));
            Assert.Equal(Text(alone[0]), Text(mixed[1]));
            Assert.Equal(Text(free[2]), Text(mixed[2]));
        }

        static string Text(SearchResult result) => string.Join('|', result.Hypotheses.Select(found => $"{Show(found.Ids)} {found.Score:F5}"));
    }

    [Theory]
    [InlineData("H")]
    [InlineData("hel")]
    [InlineData("hello ")]
    [InlineData("Grüße, 世界! \U0001F600 x")]
    [InlineData("नमस्ते दुनि")]
    [InlineData("a\u0301\u0302 tab\tand  spaces")]
    [InlineData("\u200dzz 1,234.5 www.a.de/?q=%20")]
    [InlineData("<s> </s>")]
    public void Search_AnyPrefix_CanBeSpelledAndIsSaid(string prefix)
    {
        // Single bytes are pieces, so the prefix needs no word, letter or script that the vocabulary has ever seen.
        var model = new ScriptedStepModel(Tokenizer.Vocabulary.Count, ScriptedStepModel.Arbitrary(Tokenizer.Vocabulary.Count, 3));
        foreach (var beam in (int[])[1, 3])
        {
            var options = new SearchOptions { Beam = beam, Demands = [new ConstraintReader(Tokenizer).Read(new() { Prefix = prefix })] };
            ISearch search = beam == 1 ? new GreedySearch() : new BeamSearch();
            Assert.StartsWith(Normalizer.Normalize(prefix), Tokenizer.Decode(SearchCase.Run(search, model, options, [[5]])[0].Best.Ids), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Search_PrefixInsideAWord_ThePieceThatGoesBeyondItWins()
    {
        // The model says " hello" in one piece; "hel" must not be cut off from it.
        var model = new ScriptedStepModel(Tokenizer.Vocabulary.Count, (_, prefix) => Weights(prefix.Length == 0 ? ("\u0120hello", 0.9) : ("</s>", 0.9)));
        var options = new SearchOptions { Demands = [new ConstraintReader(Tokenizer).Read(new() { Prefix = "hel" })] };

        Assert.Equal([Id("\u0120hello")], SearchCase.Run(new BeamSearch(), model, options, [[5]])[0].Best.Ids);
    }

    [Fact]
    public void Search_DoesNotFitIntoTheLimit_ErrorSaysHowMuch()
    {
        var demands = new ConstraintReader(Tokenizer).Read(new() { Required = ["abc"], Prefix = "xy" });
        var model = new ScriptedStepModel(Tokenizer.Vocabulary.Count, ScriptedStepModel.Arbitrary(Tokenizer.Vocabulary.Count, 3));
        var error = Assert.Throws<NmtException>(() => SearchCase.Run(new BeamSearch(), model, new() { MaxLength = 6, Demands = [demands] }, [[5]]));

        Assert.Contains("takes 7 pieces, but its length limit is 6 pieces", error.Message);
        Assert.Equal(" xy abc", Text([.. SearchCase.Run(new BeamSearch(), model, new() { MaxLength = 7, Demands = [demands] }, [[5]])[0].Best.Ids]));
    }

    [Theory]
    [InlineData("a b c", "b")]
    [InlineData("b", "b")]
    public void Read_RequiredHoldsWhatIsForbidden_ErrorNamesBoth(string required, string forbidden)
    {
        var error = Assert.Throws<NmtException>(() => new ConstraintReader(Tokenizer).Read(new() { Required = [required], Forbidden = [forbidden] }));
        Assert.Contains($"'{forbidden}' is forbidden, but the required phrase '{required}' contains it", error.Message);
    }

    [Fact]
    public void Read_PrefixHoldsWhatIsForbidden_Error() => Assert.Contains("the prefix 'a b' contains it", Assert.Throws<NmtException>(() =>
        new ConstraintReader(Tokenizer).Read(new() { Prefix = "a b", Forbidden = ["b"] })).Message);

    [Fact]
    public void Read_BlankPhrase_Error() => Assert.Contains("a required phrase is blank", Assert.Throws<NmtException>(() =>
        new ConstraintReader(Tokenizer).Read(new() { Required = [" \t"] })).Message, StringComparison.OrdinalIgnoreCase);

    private static bool Meets(int[] ids, LineConstraints asked)
    {
        var text = Text(ids);
        return text.StartsWith(asked.Prefix.Length == 0 ? "" : " " + asked.Prefix, StringComparison.Ordinal)
            && asked.Required.All(phrase => Occurs(text, phrase)) && !asked.Forbidden.Any(phrase => Enumerable.Range(1, ids.Length).Any(length => Occurs(Text(ids[..length]), phrase)));
    }

    private static string Text(int[] ids) => string.Concat(ids.Select(Tokenizer.Vocabulary.PieceOf)).Replace('\u0120', ' ');

    // As whole words, by a regular expression of its own.
    private static bool Occurs(string text, string phrase)
    {
        var (before, after) = (char.IsLetter(phrase[0]) ? @"(?<!\p{L})" : "", char.IsLetter(phrase[^1]) ? @"(?!\p{L})" : "");
        return System.Text.RegularExpressions.Regex.IsMatch(text, before + System.Text.RegularExpressions.Regex.Escape(phrase) + after);
    }

    private static ScriptedStepModel Model(int seed) => new(Tokenizer.Vocabulary.Count, (source, prefix) =>
    {
        var weights = ScriptedStepModel.Arbitrary(Tokenizer.Vocabulary.Count, seed)(source, prefix);
        return [.. weights.Select((weight, id) => id == SpecialTokens.Eos || Spoken.Contains(id) ? weight : 0)];
    });

    private static double[] Weights((string Piece, double Weight) likely) =>
        [.. Tokenizer.Vocabulary.Pieces.Select(piece => piece == likely.Piece ? likely.Weight : 1e-4)];

    private static string Show(IEnumerable<int> ids) => string.Join(',', ids.Select(Tokenizer.Vocabulary.PieceOf));

    private static int Id(string piece) => Tokenizer.Vocabulary.IdOf(piece);
}
