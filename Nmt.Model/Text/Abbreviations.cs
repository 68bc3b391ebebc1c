using System.Collections.Frozen;

namespace Nmt.Model.Text;

/// <summary>
/// Words before a full stop that does not end a sentence, for the languages of Europe together. A word that also stands
/// at the end of sentences in one of them is left out, and so is what usually ends a sentence ("etc.", "usw.").
/// </summary>
internal static class Abbreviations
{
    private static readonly FrozenSet<string> Always = Words(
        // English
        "mr mrs ms dr prof st jr sr vs gen col sgt capt lt rev hon gov sen rep approx dept est cf al mt messrs ft ave blvd "
        + "ph.d m.sc b.sc m.a b.a d.phil "
        // German
        + "hr fr frl bzw ca evtl ggf inkl exkl vgl str tel mio mrd geb gest sog allg dipl ing bspw zzgl abzgl einschl jh phil "
        + "med jur nat hrsg verf röm griech lat engl dt franz univ "
        // French
        + "mm mme mmes mlle mlles mgr dr av boul env éd j.-c "
        // Spanish, Portuguese, Italian, Romanian
        + "sra srta dra dña ud uds vd vds pág págs núm aprox av avda admón exmo exma ilmo sig sigg dott avv geom pag dna prof "
        // Dutch
        + "dhr mevr mw bijv blz drs mr ds jhr o.a d.w.z "
        // Danish, Norwegian, Swedish, Finnish
        + "bl.a f.eks t.ex t.o.m fr.o.m kl mht esim ks vrt prof "
        // Polish, Czech, Slovak, Croatian, Hungarian
        + "ul np tzn tj mgr inż godz św m.in tzw wg pt např tzv napr sv tzn npr tzv itd kb pld "
        // Turkish
        + "örn bkz doç yrd cad sok mah "
        // Russian, Ukrainian, Bulgarian
        + "ул им др проф акад тов обл см напр тыс млн млрд руб коп вул ім грн "
        // Greek
        + "κα κος δρ καθ π.χ");

    // Words of their own ("No.", "Art.") unless a number follows.
    private static readonly FrozenSet<string> OnlyBeforeNumbers = Words(
        "no nos nr nrs fig figs vol pp ch sec art abs abb kap bd tab ziff eq cap ed chap tom lib s. sid str blz nº č čís čl sz "
        + "стр рис гл ст табл пп jan feb mar apr jun jul aug sep sept oct okt nov dec dez");

    // Before an ordinal, in German: "am 3. Mai", "der 2. Weltkrieg".
    private static readonly FrozenSet<string> BeforeOrdinals = Words(
        "am der die das dem den des vom zum zur im bis ab seit beim jeder jede jedes jedem jeden ihr ihre ihren sein seine seinen "
        + "mein meine meinen unser unsere unseren und oder den");

    private static readonly FrozenSet<string> AfterOrdinals = Words(
        "januar jänner februar feber märz april mai juni juli august september oktober november dezember "
        + "jahrhundert jahrtausend klasse liga stock platz auflage kapitel weltkrieg");

    // After letters with stops between them ("in the U.S."), these words begin a new sentence.
    private static readonly FrozenSet<string> Beginnings = Words(
        "the a an he she it they we you i this that these those there but and so if in on at when his her their our my "
        + "der die das er sie es wir ich ein eine und aber le la les il elle ils elles un une et mais el los las");

    /// <summary>Whether a full stop after the word belongs to the word.</summary>
    /// <param name="word">Without the stop; it may hold others, and hyphens.</param>
    /// <param name="beforeNumber">Whether a digit comes next.</param>
    public static bool Contains(string word, bool beforeNumber)
    {
        var last = word[(word.LastIndexOfAny(['.', '-']) + 1)..];
        return Always.Contains(word) || Always.Contains(last) || (beforeNumber && OnlyBeforeNumbers.Contains(word));
    }

    /// <summary>Whether a number of one or two digits with a stop behind it is an ordinal between these words.</summary>
    public static bool IsOrdinalBetween(string before, string after) =>
        before.Length == 0 || BeforeOrdinals.Contains(before) || AfterOrdinals.Contains(after);

    /// <summary>Whether the word, with a capital, begins a sentence rather than going on with a name.</summary>
    public static bool IsBeginning(string word) => Beginnings.Contains(word);

    private static FrozenSet<string> Words(string words) => words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
