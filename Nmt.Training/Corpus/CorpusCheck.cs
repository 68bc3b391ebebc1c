namespace Nmt.Training.Corpus;

/// <summary>Something that <c>nmt prepare</c> looks for in a corpus.</summary>
/// <param name="Code">The name that programs read.</param>
/// <param name="Meaning">What a line with it is, for people.</param>
/// <param name="Drops">Whether such a pair is left out of the training data; else it is only reported.</param>
internal sealed record CorpusCheck(string Code, string Meaning, bool Drops)
{
    public static readonly CorpusCheck ByteOrderMark = new("byte-order-mark", "begins with a byte order mark (removed)", Drops: false);
    public static readonly CorpusCheck CarriageReturn = new("carriage-return", "ends in CR LF (CR removed)", Drops: false);
    public static readonly CorpusCheck ExtraColumns = new("extra-columns", "has more than two columns (the others not read)", Drops: false);
    public static readonly CorpusCheck Blank = new("blank", "a side is blank (kept, so that scores stay comparable)", Drops: false);
    public static readonly CorpusCheck SharedSource = new("shared-source", "the source is also in dev or test", Drops: false);
    public static readonly CorpusCheck SharedTarget = new("shared-target", "the target is also in dev or test", Drops: false);

    public static readonly CorpusCheck Empty = new("empty", "a side is blank", Drops: true);
    public static readonly CorpusCheck TooManyCharacters = new("too-many-characters", "a side has too many characters", Drops: true);
    public static readonly CorpusCheck Copy = new("copy", "the target repeats the source", Drops: true);
    public static readonly CorpusCheck Duplicate = new("duplicate", "the pair occurred before", Drops: true);
    public static readonly CorpusCheck Overlap = new("overlap", "the pair is also in dev or test", Drops: true);
    public static readonly CorpusCheck SideOverlap = new("side-overlap", "a side is also in dev or test", Drops: true);
    public static readonly CorpusCheck TooManyPieces = new("too-many-pieces", "a side has too many pieces", Drops: true);
    public static readonly CorpusCheck LengthRatio = new("length-ratio", "a side is far longer than the other", Drops: true);
}
