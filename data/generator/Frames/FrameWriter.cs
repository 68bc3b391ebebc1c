namespace Nmt.Data.Frames;

/// <summary>Writes sentences of frames.tsv: whole sentences with slots.</summary>
internal sealed class FrameWriter(Lexicon lexicon, SlotFiller slots)
{
    /// <exception cref="FormatException">The frame is badly written; names it.</exception>
    public Draft Write(Frame frame, StableRandom random)
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

    private Draft Fill(Frame frame, StableRandom random)
    {
        var bindings = new Bindings();
        slots.Fill(frame.English, bindings, random);
        string source = Template.English(frame.English, bindings, lexicon);
        string target = Template.German(frame.German, bindings, lexicon);
        if (bindings.Subject?.Address is { } address)
            (source, target) = ($"{address.English("")}, {source}", $"{address.German("")}, {target}");
        (source, target) = Template.Finish(source, target, random.Chance(65));
        return new Draft(source, target, frame.English);
    }
}
