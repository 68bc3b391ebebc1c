namespace Nmt.Load;

/// <summary>
/// How a person types: about five keys a second, slower between words, and now and then a moment of thought (Dhakal et
/// al. 2018 measured 52 words a minute over 168,000 people, 240 ms a key, with long tails).
/// </summary>
/// <param name="random">Seeded.</param>
internal sealed class Typing(Random random)
{
    private const double Thought = 0.08;

    /// <summary>How long until the key behind this one.</summary>
    public TimeSpan Behind(char key)
    {
        if (key != ' ')
            return Between(120, 320);
        return random.NextDouble() < Thought ? Between(800, 2_000) : Between(180, 600);
    }

    /// <summary>Between the end of a translation and the next sentence.</summary>
    public TimeSpan Reading() => Between(2_000, 4_000);

    private TimeSpan Between(int least, int most) => TimeSpan.FromMilliseconds(random.Next(least, most));
}
