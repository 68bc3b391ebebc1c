using System.Globalization;
using Nmt.Training.Reporting;

namespace Nmt.Training.Evaluation;

/// <summary>
/// What a reader must know to compute the same score. The fields, their order and their values are sacreBLEU's; the
/// version names this program, which computed the score.
/// </summary>
/// <param name="References">The number of references of each line; null where it varies.</param>
/// <param name="Options">How the score was computed.</param>
internal sealed record BleuSignature(int? References, BleuOptions Options)
{
    /// <summary>Names and values in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields =>
    [
        new("nrefs", References?.ToString(CultureInfo.InvariantCulture) ?? "var"),
        new("case", Options.Lowercase ? "lc" : "mixed"),
        new("eff", Options.EffectiveOrder ? "yes" : "no"),
        new("tok", Options.Tokenizer.Name),
        new("smooth", Options.Smoothing.ToString()),
        new("version", ProgramVersion.Name),
    ];

    /// <summary>As in <c>nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:nmt-1.0.0</c>.</summary>
    public override string ToString() => string.Join('|', Fields.Select(field => $"{field.Key}:{field.Value}"));
}
