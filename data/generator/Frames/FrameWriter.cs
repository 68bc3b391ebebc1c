namespace Nmt.Data.Frames;

/// <summary>Writes sentences of frames.tsv: whole sentences with slots.</summary>
internal sealed class FrameWriter(Lexicon lexicon, SlotFiller slots)
{
    /// <exception cref="FormatException">The frame is badly written; names it.</exception>
    public SentencePair Write(Frame frame, StableRandom random)
    {
        try
        {
            return Fill(frame, random);
        }
        catch (Exception error) when (error is FormatException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"tables/frames.tsv, frame \"{frame.English}\": {error.Message}", error);
        }
    }

    private SentencePair Fill(Frame frame, StableRandom random)
    {
        var bindings = new Bindings();
        slots.Fill(frame.English, bindings, random);
        string source = Template.English(frame.English, bindings, lexicon);
        string target = Template.German(frame.German, bindings, lexicon);
        if (bindings.Subject?.Address is { } address)
        {
            source = $"{address.English("")}, {Lower(source)}";
            target = $"{address.German("")}, {Lower(target)}";
        }
        (source, target) = Template.Finish(source, target, random.Chance(80));
        return new SentencePair(source, target, frame.English);
    }

    private static string Lower(string sentence) =>
        sentence.StartsWith("I ", StringComparison.Ordinal) ? sentence : char.ToLowerInvariant(sentence[0]) + sentence[1..];
}
