using System.Collections.Frozen;

namespace Nmt.Web.Services;

/// <summary>What marks a language in writing. Sequences hold a space for the edge of a word.</summary>
internal sealed record LanguageProfile(
    FrozenSet<string> Words,
    FrozenSet<char> Letters,
    IReadOnlyList<string> Sequences,
    (char First, char Last)? Script)
{
    public static readonly FrozenDictionary<string, LanguageProfile> All = new Dictionary<string, LanguageProfile>
    {
        ["en"] = Latin(
            "the a an and of to in is are was were be been i you he she it we they my your his her our their this that these there not do does did have has had with for on at from by what where when who how why can will would please thank hello yes good",
            "",
            "th|the|ing |ed | wh|ght|tion |ould|ee|oo| kn|ck|'s | y|ly "),
        ["de"] = Latin(
            "der die das den dem des ein eine einen einem einer und ist sind war waren bin bist ich du er sie es wir ihr mein dein sein unser nicht kein keine haben hat habe hatte mit für auf an aus von zu im in wie was wo wann wer warum kann wird bitte danke hallo ja gut auch nach bei",
            "äöüß",
            "sch|ch|ei|ie|en |ung |lich|keit |ge|er | ver|tz|st | zu| un|heit "),
        ["fr"] = Latin(
            "le la les un une des du de et est sont était je tu il elle nous vous ils elles mon ton son notre votre ce cette ces ne pas avec pour sur dans où quand qui que quoi comment pourquoi bonjour merci oui bien aussi au aux",
            "éèêëàâçîïôûùœ",
            "eau|ou|ai|oi|tion |ent |qu|eux|ez | l'| d'| j'|ique "),
        ["es"] = Latin(
            "el la los las un una unos y es son era de del en con por para que no se su mi tu yo él ella nosotros ellos este esta estos hay está están cómo dónde cuándo quién qué hola gracias sí bien muy también al lo",
            "ñ¿¡óíáúé",
            "ción |ue|ie|ll|os |as |ado |que|es |dad |mente "),
        ["it"] = Latin(
            "il lo la i gli le un una e è sono era di del della in con per che non si mio tuo suo io tu lui lei noi voi loro questo questa c'è come dove quando chi cosa ciao grazie sì bene molto anche al",
            "àèìòù",
            "zione |gli|che|ghi|tt|zz|cc|are |ere |ire |ino |ella "),
        ["pt"] = Latin(
            "o a os as um uma e é são era de do da em no na com por para que não se seu sua meu minha eu você ele ela nós eles este esta há está como onde quando quem olá obrigado sim bem muito também ao",
            "ãõçáâéêíóôú",
            "ção |ão |lh|nh|ões |ue|os |as |mente |ado "),
        ["nl"] = Latin(
            "de het een en is zijn was van in op met voor niet dat die dit ik jij je hij zij ze wij we jullie mijn jouw haar ons hun er heb heeft had aan bij naar uit wat waar wanneer wie hoe waarom kan zal hallo dank ja goed ook",
            "",
            "ij|aa|ee|oo|uu|sch|cht |en | ge| ver|oe|ui|tje |lijk "),
        ["sv"] = Latin(
            "och är var jag du han hon det den vi ni de en ett inte har hade med för på av till från som att vad var när vem hur varför kan ska hej tack ja bra också min din",
            "åäö",
            "sk|ar |er |en |et |ckå|för|tt |igt |nde "),
        ["da"] = Latin(
            "og er var jeg du han hun det den vi i de en et ikke har havde med for på af til fra som at hvad hvor når hvem hvordan hvorfor kan skal hej tak ja godt også min din",
            "åæø",
            "sk|er |en |et |hv|øj|ede |lig |nde |gt "),
        ["pl"] = Latin(
            "i w na z do nie to jest są był była ja ty on ona my wy oni mój twój ten ta że się jak gdzie kiedy kto co dlaczego dla od po dzień dobry dziękuję tak",
            "ąćęłńóśźż",
            "sz|cz|rz|ie|nie |ego |ach |ość |owa|dz"),
        ["cs"] = Latin(
            "a v na s z do ne to je jsou byl byla já ty on ona my vy oni můj tvůj ten ta že se jak kde kdy kdo co proč pro od po dobrý den děkuji ano",
            "áčďéěíňóřšťúůýž",
            "ch|ní |ost |ého |ou|st"),
        ["ru"] = OfScript('Ѐ', 'ӿ', "и в не на я ты он она мы вы они это что как где когда кто почему с по для да нет", "ыэъё"),
        ["uk"] = OfScript('Ѐ', 'ӿ', "і в не на я ти він вона ми ви вони це що як де коли хто чому з по для так ні", "іїєґ"),
        ["el"] = OfScript('Ͱ', 'Ͽ', "", ""),
        ["he"] = OfScript('֐', '׿', "", ""),
        ["ar"] = OfScript('؀', 'ۿ', "", ""),
        ["hi"] = OfScript('ऀ', 'ॿ', "", ""),
        ["th"] = OfScript('฀', '๿', "", ""),
        ["ja"] = OfScript('぀', 'ヿ', "", "のはをがで"),
        ["ko"] = OfScript('가', '힣', "", ""),
        ["zh"] = OfScript('一', '鿿', "", "的是了我"),
    }.ToFrozenDictionary();

    public bool HasOwnScript => Script is not null;

    public bool IsOfScript(char letter) => Script is { } script && letter >= script.First && letter <= script.Last;

    private static LanguageProfile Latin(string words, string letters, string sequences) =>
        new(Set(words), letters.ToFrozenSet(), sequences.Split('|'), null);

    private static LanguageProfile OfScript(char first, char last, string words, string letters) =>
        new(Set(words), letters.ToFrozenSet(), [], (first, last));

    private static FrozenSet<string> Set(string words) =>
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet();
}
