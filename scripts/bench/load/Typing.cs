namespace Nmt.Load;

/// <summary>
/// How a person types: about five keys a second, slower between words, now and then a slip or a moment of thought (Dhakal
/// et al. 2018 measured 52 words a minute over 168,000 people, 240 ms a key, with long tails).
/// </summary>
/// <param name="random">Seeded.</param>
internal sealed class Typing(Random random)
{
    private const double Thought = 0.08;
    private const double Slip = 0.02;
    private const double Goodbye = 0.95;

    /// <summary>Types a text into an empty pane, or over what stands there.</summary>
    public IEnumerable<Keystroke> Keys(string text)
    {
        for (var length = 1; length <= text.Length; length++)
        {
            if (text[length - 1] != ' ' && random.NextDouble() < Slip)
            {
                yield return new(text[..(length - 1)] + (char)random.Next('a', 'z' + 1), Between(150, 500));
                yield return new(text[..(length - 1)], Between(150, 500));
            }

            yield return new(text[..length], length == text.Length ? Rest() : Behind(text[length - 1]));
        }
    }

    /// <summary>Takes the last word away letter by letter and types it anew.</summary>
    public IEnumerable<Keystroke> Correction(string text)
    {
        var from = text.TrimEnd().LastIndexOf(' ') + 1;
        for (var length = text.Length - 1; length >= from; length--)
            yield return new(text[..length], length == from ? Between(300, 1_500) : Between(60, 180));
        for (var length = from + 1; length <= text.Length; length++)
            yield return new(text[..length], length == text.Length ? Rest() : Behind(text[length - 1]));
    }

    /// <summary>For how many sentences a reader stays.</summary>
    public int Sentences() => random.Next(2, 6);

    public bool Corrects() => random.Next(3) == 0;

    public bool Clears() => random.Next(2) == 0;

    /// <summary>Whether the tab is closed, and not the machine.</summary>
    public bool SaysGoodbye() => random.NextDouble() < Goodbye;

    /// <summary>Between the end of a translation and the next key.</summary>
    public TimeSpan Reading() => Between(1_500, 3_500);

    private TimeSpan Behind(char key)
    {
        if (key != ' ')
            return Between(120, 320);
        return random.NextDouble() < Thought ? Between(800, 2_000) : Between(180, 600);
    }

    // Long enough that the page sees a pause, whatever it takes for one.
    private TimeSpan Rest() => Between(800, 1_200);

    private TimeSpan Between(int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
