using System.Globalization;
using Nmt.Model;

namespace Nmt.Web.Services;

/// <summary>English names of language codes, from the platform's locale data.</summary>
public static class LanguageName
{
    // ISO 639-2; what a run says that trains several directions.
    private const string Multiple = "mul";

    /// <summary>The name of <paramref name="code"/>, or the code itself where nobody knows it.</summary>
    public static string Of(string code)
    {
        if (code == Multiple)
        {
            return "several languages";
        }

        try
        {
            CultureInfo culture = CultureInfo.GetCultureInfo(code, predefinedOnly: true);
            return culture.Equals(CultureInfo.InvariantCulture) ? code : culture.EnglishName;
        }
        catch (CultureNotFoundException)
        {
            return code;
        }
    }

    /// <summary>For example <c>German → English</c>.</summary>
    public static string Of(TranslationDirection direction) => $"{Of(direction.Source)} → {Of(direction.Target)}";

    /// <summary>True where <paramref name="code"/> names a script written from right to left.</summary>
    public static bool IsRightToLeft(string code) =>
        code.Split('-')[0] is "ar" or "fa" or "he" or "ur" or "yi" or "ps" or "sd" or "ug";
}
