using Nmt.Model.Errors;
using Nmt.Model.Search;
using Nmt.Model.Text;

namespace Nmt.Model.Constraints;

/// <summary>Turns what is asked of a line into rules for pieces.</summary>
internal sealed class ConstraintReader(SubwordTokenizer tokenizer)
{
    private readonly PieceIndex _index = new(tokenizer.Vocabulary);

    /// <exception cref="NmtException">Two demands contradict each other, or there are too many phrases.</exception>
    public SentenceDemands Read(LineConstraints asked)
    {
        string[] required = [.. Phrases(asked.Required, "required")];
        string[] forbidden = [.. Phrases(asked.Forbidden, "forbidden")];
        Check(asked.Prefix, required, forbidden);

        // A later rule wins over an earlier one: nothing forbidden is said for being required; the prefix comes first of all.
        var prefix = string.IsNullOrWhiteSpace(asked.Prefix) ? null : new ForcedPrefix(asked.Prefix, tokenizer, _index);
        var rules = new List<IPieceRule>();
        if (required is not [])
            rules.Add(new RequiredPhrases(required, tokenizer, _index) { After = prefix });
        if (forbidden is not [])
            rules.Add(new ForbiddenPhrases(forbidden, _index));
        if (prefix is not null)
            rules.Add(prefix);
        return rules is [] ? SentenceDemands.None : new() { Rules = rules, ShareBeamByNeed = required is not [] };
    }

    private static IEnumerable<string> Phrases(IEnumerable<string> phrases, string kind) => phrases
        .Select(phrase => Normalizer.Normalize(phrase) is { Length: > 0 } text
            ? text
            : throw new NmtException($"A {kind} phrase is blank. Leave it out, or write what is meant."))
        .Distinct(StringComparer.Ordinal);

    private static void Check(string prefix, string[] required, string[] forbidden)
    {
        if (required.Length > RequiredPhrases.Most)
            throw new NmtException($"Expected at most {RequiredPhrases.Most} required phrases for a sentence, found {required.Length}. Split the sentence, or require less.");
        foreach (var phrase in forbidden)
        {
            if (Array.Find(required, text => WordBoundary.Find(text, phrase).Any()) is { } text)
                throw new NmtException($"'{phrase}' is forbidden, but the required phrase '{text}' contains it. Leave one of them out.");
            if (WordBoundary.Find(Normalizer.Normalize(prefix), phrase).Any())
                throw new NmtException($"'{phrase}' is forbidden, but the prefix '{prefix}' contains it. Leave one of them out.");
        }
    }
}
