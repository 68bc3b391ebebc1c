namespace Nmt.Data.Frames;

/// <summary>Two set phrases in a row, by their classes: "Good morning, Anna! How are you?".</summary>
/// <param name="First">Class of the first.</param>
/// <param name="Second">Class of the second.</param>
/// <param name="Pairs">How many the corpus should have, at most.</param>
internal sealed record PhraseSequence(string First, string Second, int Pairs)
{
    public static IEnumerable<PhraseSequence> ReadAll() =>
        TsvTable.Read("sequences.tsv", 3).Select(row => new PhraseSequence(row[0], row[1], int.Parse(row[2])));
}
