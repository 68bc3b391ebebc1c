namespace Nmt.Data.Frames;

/// <summary>What people say in one piece: a row of phrases.tsv.</summary>
/// <param name="Class">What it does in a conversation; "plain" where it stands alone. Sequences join the others.</param>
/// <param name="Pairs">How many variants the corpus should have, at most.</param>
/// <param name="English">English with slots, <c>{,}</c> and <c>(perhaps)</c>.</param>
/// <param name="German">German with the same, and <c>[du|Sie|ihr]</c>.</param>
internal sealed record SetPhrase(string Class, int Pairs, string English, string German)
{
    /// <summary>Where a name or title may stand.</summary>
    public const string AddressMark = "{,}";

    public bool TakesAddress => English.Contains(AddressMark, StringComparison.Ordinal);

    public static IEnumerable<SetPhrase> ReadAll() =>
        TsvTable.Read("phrases.tsv", 4).Select(row => new SetPhrase(row[0], int.Parse(row[1]), row[2], row[3]));
}
