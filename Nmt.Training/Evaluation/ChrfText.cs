namespace Nmt.Training.Evaluation;

/// <summary>A line as chrF sees it: numbers that stand for its characters and for its words.</summary>
internal sealed class ChrfText
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    private readonly int[] _characters;
    private readonly int[] _words;

    /// <param name="line">The line.</param>
    /// <param name="options">What of it counts.</param>
    /// <param name="vocabulary">Numbers of the words so far; new words are added.</param>
    public ChrfText(string line, ChrfOptions options, Dictionary<string, int> vocabulary)
    {
        if (options.Lowercase)
            line = PythonText.ToLower(line);
        _characters = CharactersOf(line, options.Whitespace);
        _words = options.WordOrder == 0 ? [] : [.. WordsOf(line).Select(word => Number(word, vocabulary))];
    }

    /// <summary>Code points.</summary>
    public ReadOnlySpan<int> Characters() => _characters;

    public ReadOnlySpan<int> Words() => _words;

    /// <summary>
    /// The words with one mark of punctuation set apart: the last character where it is one, else the first. So "(hi)"
    /// becomes "(hi" and ")", as in the metric's reference implementation.
    /// </summary>
    public static List<string> WordsOf(string line)
    {
        var words = new List<string>();
        foreach (var word in PythonText.Split(line))
        {
            if (word.Length > 1 && Punctuation.Contains(word[^1], StringComparison.Ordinal))
                words.AddRange([word[..^1], word[^1..]]);
            else if (word.Length > 1 && Punctuation.Contains(word[0], StringComparison.Ordinal))
                words.AddRange([word[..1], word[1..]]);
            else
                words.Add(word);
        }

        return words;
    }

    private static int[] CharactersOf(string line, bool whitespace)
    {
        var characters = new int[line.Length];
        var count = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (whitespace || !rune.IsBmp || !PythonText.IsSpace((char)rune.Value))
                characters[count++] = rune.Value;
        }

        return characters[..count];
    }

    private static int Number(string word, Dictionary<string, int> vocabulary)
    {
        vocabulary.TryAdd(word, vocabulary.Count);
        return vocabulary[word];
    }
}
