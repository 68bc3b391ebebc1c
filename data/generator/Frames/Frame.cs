namespace Nmt.Data.Frames;

/// <summary>A whole sentence with slots, in both languages; its English text is its name.</summary>
internal sealed record Frame(string English, string German)
{
    public static IEnumerable<Frame> ReadAll() => TsvTable.Read("frames.tsv", 2).Select(row => new Frame(row[0], row[1]));
}
