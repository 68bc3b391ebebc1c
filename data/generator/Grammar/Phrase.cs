namespace Nmt.Data.Grammar;

/// <summary>A fixed piece of text in both languages, perhaps in several forms: to the cinema, at the cinema.</summary>
internal sealed record Phrase(IReadOnlyDictionary<string, (string English, string German)> Forms) : IFiller
{
    public Phrase(string english, string german)
        : this(new Dictionary<string, (string, string)> { [""] = (english, german) })
    {
    }

    public GrammaticalPerson Person { get; init; } = GrammaticalPerson.It;

    public bool IsIndefinite => false;

    public string English(string form) => Form(form).English;

    public string German(string form) => Form(form).German;

    private (string English, string German) Form(string form) =>
        Forms.TryGetValue(form, out (string, string) pair) ? pair
            : throw new FormatException($"The phrase has no form \"{form}\"; expected one of: {string.Join(", ", Forms.Keys)}.");
}
