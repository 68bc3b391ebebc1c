namespace Nmt.Data.Grammar;

/// <summary>Numbers in words, 0 to 9999.</summary>
internal static class Number
{
    private static readonly string[] EnglishUnits =
    [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
    ];

    private static readonly string[] EnglishTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

    private static readonly string[] EnglishOrdinals =
    [
        "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    ];

    private static readonly string[] GermanUnits =
    [
        "null", "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
        "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
    ];

    private static readonly string[] GermanTens =
        ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];

    public static string English(int value)
    {
        if (value >= 1000)
            return English(value / 1000) + " thousand" + (value % 1000 == 0 ? "" : " " + English(value % 1000));
        if (value >= 100)
            return EnglishUnits[value / 100] + " hundred" + (value % 100 == 0 ? "" : " and " + English(value % 100));
        if (value < 20)
            return EnglishUnits[value];
        return EnglishTens[value / 10] + (value % 10 == 0 ? "" : "-" + EnglishUnits[value % 10]);
    }

    public static string German(int value)
    {
        if (value >= 1000)
            return Prefix(value / 1000) + "tausend" + Rest(value % 1000);
        if (value >= 100)
            return Prefix(value / 100) + "hundert" + Rest(value % 100);
        if (value < 20)
            return GermanUnits[value];
        return value % 10 == 0 ? GermanTens[value / 10] : Prefix(value % 10) + "und" + GermanTens[value / 10];
    }

    public static string EnglishOrdinal(int value)
    {
        if (value <= 12)
            return EnglishOrdinals[value];
        if (value < 20)
            return English(value) + "th";
        return value % 10 == 0 ? EnglishTens[value / 10][..^1] + "ieth" : EnglishTens[value / 10] + "-" + EnglishOrdinals[value % 10];
    }

    /// <summary>Without ending: "dritt", "zwanzigst".</summary>
    public static string GermanOrdinalStem(int value) => value switch
    {
        1 => "erst",
        3 => "dritt",
        7 => "siebt",
        8 => "acht",
        < 20 => German(value) + "t",
        _ => German(value) + "st",
    };

    // "eins" loses its s inside a number: einundzwanzig.
    private static string Prefix(int value) => value == 1 ? "ein" : German(value);

    private static string Rest(int value) => value == 0 ? "" : German(value);
}
