using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Nmt.Web.Services.Workshop;

/// <summary>Names of files and folders. None is ever what a client sent: it is made here, or looked up among what is there.</summary>
internal static partial class StoredName
{
    private const int Longest = 64;

    /// <summary>Letters, digits, dashes, dots and underscores of <paramref name="wish"/>; <paramref name="otherwise"/> where nothing is left.</summary>
    public static string From(string wish, string otherwise)
    {
        string plain = new([.. wish.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)]);
        string name = Foreign().Replace(plain, "-").Trim('-', '.', '_');
        return name.Length == 0 ? otherwise : name[..Math.Min(name.Length, Longest)].TrimEnd('-', '.', '_');
    }

    /// <summary><paramref name="name"/>, or the first of name-2, name-3, … that is not taken.</summary>
    public static string Free(string name, Func<string, bool> isTaken) => Enumerable.Range(1, int.MaxValue - 1)
        .Select(number => number == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}"))
        .First(each => !isTaken(each));

    /// <summary>A name of the moment, for what nobody names, which also sorts by time.</summary>
    public static string Of(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);

    /// <summary>True for a language code such as en or pt-BR; also keeps options from being passed for one.</summary>
    public static bool IsLanguage(string code) => Language().IsMatch(code);

    /// <summary>What a client calls its file, for people to read: no folders, no control characters, not endless.</summary>
    public static string Shown(string clientName)
    {
        string last = clientName[(clientName.LastIndexOfAny(['/', '\\']) + 1)..];
        string name = new([.. last.Where(letter => !char.IsControl(letter)).Take(Longest)]);
        return name.Length == 0 ? "file" : name;
    }

    [GeneratedRegex("[^A-Za-z0-9._-]+")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex Language();
}
