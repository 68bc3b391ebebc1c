using System.Text.RegularExpressions;

namespace Nmt.Data.Grammar;

/// <summary>Prepositions that melt with the definite article: im, am, zum, zur, ins, ans, vom, beim.</summary>
internal static partial class Preposition
{
    private static readonly Dictionary<string, string> Melted = new(StringComparer.OrdinalIgnoreCase)
    {
        ["in dem"] = "im",
        ["in das"] = "ins",
        ["an dem"] = "am",
        ["an das"] = "ans",
        ["zu dem"] = "zum",
        ["zu der"] = "zur",
        ["von dem"] = "vom",
        ["bei dem"] = "beim",
    };

    /// <summary>Melts articles marked with <see cref="Determiner.Melts"/> and removes the marks. Relative pronouns carry none.</summary>
    public static string Melt(string sentence) =>
        Pair().Replace(sentence, match =>
        {
            string melted = Melted[match.Value.Replace(Determiner.Melts.ToString(), "", StringComparison.Ordinal)];
            return char.IsUpper(match.Value[0]) ? char.ToUpperInvariant(melted[0]) + melted[1..] : melted;
        }).Replace(Determiner.Melts.ToString(), "", StringComparison.Ordinal);

    [GeneratedRegex(@"\b(?:(?:in|an) ~(?:dem|das)|zu ~(?:dem|der)|(?:von|bei) ~dem)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pair();
}
