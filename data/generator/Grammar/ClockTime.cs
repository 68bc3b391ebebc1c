namespace Nmt.Data.Grammar;

/// <summary>A time of day as people say it, on the twelve-hour clock.</summary>
/// <param name="Hour">1 to 12.</param>
/// <param name="Minute">A multiple of five.</param>
internal sealed record ClockTime(int Hour, int Minute) : IFiller
{
    public GrammaticalPerson Person => GrammaticalPerson.It;

    public bool IsIndefinite => false;

    private int Next => Hour == 12 ? 1 : Hour + 1;

    public string English(string form) => Minute switch
    {
        0 => $"{Number.English(Hour)} o'clock",
        15 => $"a quarter past {Number.English(Hour)}",
        30 => $"half past {Number.English(Hour)}",
        45 => $"a quarter to {Number.English(Next)}",
        < 30 => $"{Number.English(Minute)} past {Number.English(Hour)}",
        _ => $"{Number.English(60 - Minute)} to {Number.English(Next)}",
    };

    // Half past seven is half of the eighth hour: halb acht. Before Uhr, eins becomes ein.
    public string German(string form) => Minute switch
    {
        0 => (Hour == 1 ? "ein" : Number.German(Hour)) + " Uhr",
        15 => $"Viertel nach {Number.German(Hour)}",
        30 => $"halb {Number.German(Next)}",
        45 => $"Viertel vor {Number.German(Next)}",
        < 30 => $"{Number.German(Minute)} nach {Number.German(Hour)}",
        _ => $"{Number.German(60 - Minute)} vor {Number.German(Next)}",
    };
}
