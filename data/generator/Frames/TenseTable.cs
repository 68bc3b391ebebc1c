namespace Nmt.Data.Frames;

/// <summary>A column of patterns.tsv: a tense with the adverb that comes with it.</summary>
/// <param name="Tense">The English tense.</param>
/// <param name="English">Adverb before the English main verb: "already".</param>
/// <param name="German">Adverb in the German middle field: "schon".</param>
/// <param name="Time">Class of times.tsv that suits it, or an empty string.</param>
internal sealed record TenseUse(Tense Tense, string English = "", string German = "", string Time = "");

/// <summary>The names of tenses in patterns.tsv.</summary>
internal static class TenseTable
{
    private static readonly Dictionary<string, TenseUse> Uses = new()
    {
        ["present"] = new(Tense.Present, Time: "habit"),
        ["prog"] = new(Tense.Progressive, Time: "now"),
        ["planned"] = new(Tense.Progressive, Time: "future"),
        ["past"] = new(Tense.Past, Time: "past"),
        ["already"] = new(Tense.Perfect, "already", "schon"),
        ["yet"] = new(Tense.Perfect, "", "noch"),
        ["ever"] = new(Tense.Perfect, "ever", "schon einmal"),
        ["never"] = new(Tense.Perfect, "never", "noch nie"),
        ["just"] = new(Tense.Perfect, "just", "gerade"),
        ["future"] = new(Tense.Future, Time: "future"),
        ["probably"] = new(Tense.Future, "probably", "wahrscheinlich", "future"),
        ["goingto"] = new(Tense.GoingTo, Time: "future"),
        ["can"] = new(Tense.Can, Time: "future"),
        ["must"] = new(Tense.Must, Time: "future"),
        ["haveto"] = new(Tense.HaveTo, Time: "future"),
        ["should"] = new(Tense.Should, Time: "future"),
        ["may"] = new(Tense.May, Time: "future"),
        ["want"] = new(Tense.Want, Time: "future"),
        ["wouldlike"] = new(Tense.WouldLike, Time: "future"),
        ["could"] = new(Tense.Could, Time: "past"),
        ["wanted"] = new(Tense.Wanted, Time: "past"),
        ["hadto"] = new(Tense.HadTo, Time: "past"),
        ["like"] = new(Tense.LikeTo, "", "gern"),
        ["would"] = new(Tense.Would),
        ["please"] = new(Tense.Present, "", "bitte"),
        ["bare"] = new(Tense.Present),
    };

    /// <exception cref="FormatException">There is no such name.</exception>
    public static TenseUse Named(string name) => Uses.TryGetValue(name, out TenseUse? use) ? use
        : throw new FormatException($"There is no tense \"{name}\"; expected one of: {string.Join(", ", Uses.Keys)}.");
}
