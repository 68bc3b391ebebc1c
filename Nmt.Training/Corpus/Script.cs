using System.Text;

namespace Nmt.Training.Corpus;

/// <summary>A writing system.</summary>
internal enum Script : byte
{
    /// <summary>Too few letters to tell.</summary>
    None,
    Latin,
    Greek,
    Cyrillic,
    Armenian,
    Hebrew,
    Arabic,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Oriya,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Sinhala,
    Thai,
    Lao,
    Tibetan,
    Myanmar,
    Georgian,
    Hangul,
    Ethiopic,
    Khmer,

    /// <summary>Chinese characters, without kana among them.</summary>
    Han,

    /// <summary>Kana, with or without Chinese characters.</summary>
    Kana,
    Other,
}

/// <summary>Tells scripts by Unicode's blocks, and which of them a language is written in.</summary>
internal static class Scripts
{
    /// <summary>Fewer letters tell nothing: a name, a unit, a formula. Half as many do where a word has two or three.</summary>
    private const int FewestLetters = 6;

    private const int Count = (int)Script.Other + 1;

    // The last code point of each stretch and its script, by Unicode's Blocks.txt; letters alone are asked for.
    private static readonly (int Last, Script Script)[] Blocks =
    [
        (0x24F, Script.Latin), (0x36F, Script.Other), (0x3FF, Script.Greek), (0x52F, Script.Cyrillic), (0x58F, Script.Armenian),
        (0x5FF, Script.Hebrew), (0x6FF, Script.Arabic), (0x74F, Script.Other), (0x77F, Script.Arabic), (0x89F, Script.Other),
        (0x8FF, Script.Arabic), (0x97F, Script.Devanagari), (0x9FF, Script.Bengali), (0xA7F, Script.Gurmukhi),
        (0xAFF, Script.Gujarati), (0xB7F, Script.Oriya), (0xBFF, Script.Tamil), (0xC7F, Script.Telugu), (0xCFF, Script.Kannada),
        (0xD7F, Script.Malayalam), (0xDFF, Script.Sinhala), (0xE7F, Script.Thai), (0xEFF, Script.Lao), (0xFFF, Script.Tibetan),
        (0x109F, Script.Myanmar), (0x10FF, Script.Georgian), (0x11FF, Script.Hangul), (0x139F, Script.Ethiopic),
        (0x177F, Script.Other), (0x17FF, Script.Khmer), (0x1DFF, Script.Other), (0x1EFF, Script.Latin), (0x1FFF, Script.Greek),
        (0x2DDF, Script.Other), (0x2DFF, Script.Cyrillic), (0x303F, Script.Other), (0x30FF, Script.Kana), (0x312F, Script.Other),
        (0x318F, Script.Hangul), (0x31EF, Script.Other), (0x31FF, Script.Kana), (0x33FF, Script.Other), (0x9FFF, Script.Han),
        (0xABFF, Script.Other), (0xD7AF, Script.Hangul), (0xF8FF, Script.Other), (0xFAFF, Script.Han), (0xFB4F, Script.Hebrew),
        (0xFDFF, Script.Arabic), (0xFE6F, Script.Other), (0xFEFF, Script.Arabic), (0xFF20, Script.Other), (0xFF5A, Script.Latin),
        (0xFF9F, Script.Kana), (0xFFEF, Script.Hangul), (0x1FFFF, Script.Other), (0x3FFFF, Script.Han), (0x10FFFF, Script.Other),
    ];

    private static readonly Dictionary<string, Script[]> Languages = Table(
        (Script.Greek, "el"), (Script.Cyrillic, "ab av ba be bg ce cv kk kv ky mk mn os ru sah tg tt udm uk"),
        (Script.Armenian, "hy"), (Script.Hebrew, "he yi iw"), (Script.Arabic, "ar ckb fa ps sd ug ur"),
        (Script.Devanagari, "bh hi mr ne sa mai kok"), (Script.Bengali, "as bn"), (Script.Gurmukhi, "pa"), (Script.Gujarati, "gu"), (Script.Oriya, "or"),
        (Script.Tamil, "ta"), (Script.Telugu, "te"), (Script.Kannada, "kn"), (Script.Malayalam, "ml"), (Script.Sinhala, "si"),
        (Script.Thai, "th"), (Script.Lao, "lo"), (Script.Tibetan, "bo dz"), (Script.Myanmar, "my"), (Script.Georgian, "ka"),
        (Script.Hangul, "ko"), (Script.Ethiopic, "am ti"), (Script.Khmer, "km"), (Script.Han, "ko zh yue wuu ja"), (Script.Kana, "ja"),
        (Script.Latin,
            "af an ast az bm br bs ca ceb co cs cy da de en eo es et eu fi fil fo fr fy ga gd gl gn gv haw hr ht hu ia id ig is it "
            + "jv ku la lb ln lt lv mg mi ms mt nb nl nn no oc om pl pt qu rm ro rw sk sl sm sn so sq st su sv sw tk tl tn tr ts "
            + "vi vo wa wo xh yo zu"));

    private static readonly Dictionary<string, Script> Subtags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Latn"] = Script.Latin, ["Cyrl"] = Script.Cyrillic, ["Arab"] = Script.Arabic, ["Deva"] = Script.Devanagari,
        ["Grek"] = Script.Greek, ["Hebr"] = Script.Hebrew, ["Hans"] = Script.Han, ["Hant"] = Script.Han, ["Hani"] = Script.Han,
    };

    /// <summary>The scripts of a language by its code, as in "en" or "sr-Latn"; empty where the code says nothing.</summary>
    public static IReadOnlyList<Script> OfLanguage(string code)
    {
        string[] tags = code.Split('-', '_');
        foreach (string tag in tags.Skip(1))
        {
            if (Subtags.TryGetValue(tag, out Script script))
            {
                return [script];
            }
        }

        return Languages.GetValueOrDefault(tags[0].ToLowerInvariant()) ?? [];
    }

    /// <summary>The script of most letters of a text; <see cref="Script.None"/> where no script has most, or too few are there.</summary>
    public static Script Of(string text)
    {
        Span<int> counts = stackalloc int[Count];
        counts.Clear();
        int letters = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                letters++;
                counts[(int)Of(rune.Value)]++;
            }
        }

        if (counts[(int)Script.Kana] > 0)
        {
            counts[(int)Script.Kana] += counts[(int)Script.Han];
            counts[(int)Script.Han] = 0;
        }

        for (int script = 1; script < Count; script++)
        {
            bool dense = script is (int)Script.Han or (int)Script.Kana or (int)Script.Hangul;
            if (2 * counts[script] > letters && letters >= (dense ? FewestLetters / 2 : FewestLetters))
            {
                return (Script)script;
            }
        }

        return Script.None;
    }

    private static Script Of(int codePoint)
    {
        if (codePoint < 0x250)
        {
            return Script.Latin;
        }

        int low = 0;
        int high = Blocks.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Blocks[middle].Last < codePoint ? (middle + 1, high) : (low, middle);
        }

        return Blocks[low].Script;
    }

    private static Dictionary<string, Script[]> Table(params (Script Script, string Codes)[] rows) =>
        rows.SelectMany(row => row.Codes.Split(' ').Select(code => (Code: code, row.Script)))
            .GroupBy(entry => entry.Code, entry => entry.Script)
            .ToDictionary(group => group.Key, group => group.ToArray());
}
