namespace Nmt.Training.Corpus;

/// <summary>What becomes of a pair that has what a check looks for.</summary>
internal enum CheckRule
{
    /// <summary>The pair stays; what can be mended in its text is mended. It is only told.</summary>
    Told,

    /// <summary>The pair stays unless <c>--drop</c> names the check.</summary>
    Kept,

    /// <summary>The pair is left out unless <c>--keep</c> names the check.</summary>
    Dropped,

    /// <summary>There is no pair that could be kept.</summary>
    Unusable,
}

/// <summary>Something that <c>nmt prepare</c> looks for in a corpus.</summary>
/// <param name="Code">The name that programs read, and that <c>--drop</c> and <c>--keep</c> take.</param>
/// <param name="Meaning">What a line with it is, for people.</param>
/// <param name="Rule">What becomes of a training pair with it. Development and test sets keep all.</param>
/// <param name="Advice">What a person can do about it, wherever they read it; empty where there is nothing to do.</param>
/// <param name="Option">Which option of the command line does something about it, for those who type one; empty where none does.</param>
internal sealed record CorpusCheck(string Code, string Meaning, CheckRule Rule, string Advice = "", string Option = "")
{
    public static readonly CorpusCheck UnequalCounts = new("unequal-counts", "the files have unequal numbers of lines", CheckRule.Unusable,
        "A line was lost or added: look where the misalignment begins, below, or before the end of the shorter file.");

    public static readonly CorpusCheck InvalidUtf8 = new("invalid-utf8", "is not UTF-8", CheckRule.Unusable,
        "Convert the file (iconv -f ISO-8859-1 -t UTF-8) if these lines are worth keeping.");

    public static readonly CorpusCheck OneColumn = new("one-column", "has no tab between source and target", CheckRule.Unusable);
    public static readonly CorpusCheck ExtraColumns = new("extra-columns", "has more than two columns (the others not read)", CheckRule.Told);

    public static readonly CorpusCheck NoTranslation = new("no-translation", "a unit lacks one of the two languages", CheckRule.Unusable,
        "Compare the xml:lang of the file's <tuv> with the two languages that were given.", "Those are --source-lang and --target-lang.");

    public static readonly CorpusCheck ByteOrderMark = new("byte-order-mark", "has a byte order mark (removed)", CheckRule.Told);
    public static readonly CorpusCheck CarriageReturn = new("carriage-return", "ends in CR LF (CR removed)", CheckRule.Told);

    public static readonly CorpusCheck InnerCarriageReturn = new("carriage-return-inside", "has a carriage return inside (now a space)", CheckRule.Kept,
        "Two sentences may stand in one line; programs that take CR for a line end count more lines.");

    public static readonly CorpusCheck LineSeparator = new("line-separator", "has a Unicode line end inside (now a space)", CheckRule.Kept,
        "U+2028, U+0085, VT or FF: Python's splitlines() cuts here, which shifts all lines below in other tools.");

    public static readonly CorpusCheck ControlCharacter = new("control-character", "has control characters (removed)", CheckRule.Kept,
        "Those from U+0080 to U+009F are Windows-1252 that was read as ISO-8859-1: convert the original again.");

    public static readonly CorpusCheck ReplacementCharacter = new("replacement-character", "has U+FFFD: text lost before", CheckRule.Kept,
        "An earlier conversion lost text; convert the original again, or leave these lines out.", "--drop replacement-character does.");

    public static readonly CorpusCheck Markup = new("markup", "has tags, as in <b>", CheckRule.Kept,
        "The model would learn to write tags: strip them, or leave these lines out.", "--drop markup does.");

    public static readonly CorpusCheck Entity = new("entity", "has character entities, as in &quot;", CheckRule.Kept,
        "The model would learn to write them: unescape the text (Moses: deescape-special-chars.perl), or leave these lines out.",
        "--drop entity does.");

    public static readonly CorpusCheck Blank = new("blank", "a side is blank (kept, so that scores stay comparable)", CheckRule.Told);
    public static readonly CorpusCheck Empty = new("empty", "a side is blank", CheckRule.Unusable);

    public static readonly CorpusCheck TooManyCharacters = new("too-many-characters", "a side has too many characters", CheckRule.Dropped,
        "Tables, lists or lost line ends.", "--max-characters sets the limit.");

    public static readonly CorpusCheck Copy = new("copy", "the target repeats the source", CheckRule.Dropped,
        "Copies teach the model to copy.");

    public static readonly CorpusCheck ShortCopy = new("short-copy", "the target repeats the source, which is short: a name, a number?", CheckRule.Kept,
        "Many of them teach the model to copy.", "--drop short-copy drops them, --shortest-copy says what is short.");

    public static readonly CorpusCheck Duplicate = new("duplicate", "the pair occurred before", CheckRule.Dropped);
    public static readonly CorpusCheck DuplicateSource = new("duplicate-source", "the source occurred before with another target", CheckRule.Kept);
    public static readonly CorpusCheck DuplicateTarget = new("duplicate-target", "the target occurred before with another source", CheckRule.Kept);

    public static readonly CorpusCheck Overlap = new("overlap", "the pair is also in dev or test", CheckRule.Dropped);
    public static readonly CorpusCheck SideOverlap = new("side-overlap", "a side is also in dev or test", CheckRule.Dropped);

    public static readonly CorpusCheck SharedSource = new("shared-source", "the source is also in dev or test", CheckRule.Told,
        "Scores look better than they are.", "--overlap side drops these pairs.");

    public static readonly CorpusCheck SharedTarget = new("shared-target", "the target is also in dev or test", CheckRule.Told,
        "Scores look better than they are.", "--overlap side drops these pairs.");

    public static readonly CorpusCheck TestOverlap = new("test-overlap", "the pair is in dev and in test", CheckRule.Told,
        "Choosing weights by dev then favours test: take the pair out of one of them.");

    public static readonly CorpusCheck WrongScript = new("wrong-script", "a side is in another script than its language", CheckRule.Dropped,
        "Untranslated or of another language; where nearly all are, the two sides or the language codes are swapped.");

    public static readonly CorpusCheck Misaligned = new("misaligned", "the sides' lengths do not correlate: not translations?", CheckRule.Dropped,
        "Read a few of these lines and align the files again.");

    public static readonly CorpusCheck TooManyPieces = new("too-many-pieces", "a side has too many pieces", CheckRule.Dropped,
        Option: "--max-length sets the limit.");

    public static readonly CorpusCheck LengthRatio = new("length-ratio", "a side is far longer than the other", CheckRule.Dropped,
        "Hardly translations.", "--max-ratio sets the limit, --ratio-grace from how many pieces on.");

    public static readonly CorpusCheck Tokenised = new("tokenised", "most sentences end in a space and a stop: tokenised text", CheckRule.Told,
        "The model will expect and write tokenised text. Detokenise all sides where raw text goes in and out.");

    public static readonly CorpusCheck LowerCased = new("lower-cased", "a side has no capital letter at all", CheckRule.Told,
        "The model will write no capitals. Take the cased text if there is one.");

    /// <summary>The checks whose pairs <c>--drop</c> or <c>--keep</c> can decide on.</summary>
    public static IReadOnlyList<CorpusCheck> Optional { get; } =
    [
        InnerCarriageReturn, LineSeparator, ControlCharacter, ReplacementCharacter, Markup, Entity, TooManyCharacters, Copy,
        ShortCopy, Duplicate, DuplicateSource, DuplicateTarget, Overlap, WrongScript, Misaligned, TooManyPieces, LengthRatio,
    ];
}
