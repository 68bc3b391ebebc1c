using System.Globalization;
using Nmt.Training.Reporting;

namespace Nmt.Training.Evaluation;

/// <summary>
/// What a reader must know to compute the same score. The fields, their order and their values are sacreBLEU's; the
/// version names this program, which computed the score.
/// </summary>
/// <param name="References">The number of references of each line; null where it varies.</param>
/// <param name="Settings">The metric's own fields.</param>
internal sealed record ScoreSignature(int? References, IReadOnlyList<SignatureField> Settings)
{
    /// <summary>How a confidence interval or a test drew its samples; empty for a plain score.</summary>
    public IReadOnlyList<SignatureField> Sampling { get; init; } = [];

    /// <summary>All fields in their order.</summary>
    public IReadOnlyList<SignatureField> Fields =>
    [
        new("nrefs", "#", References?.ToString(CultureInfo.InvariantCulture) ?? "var"),
        .. Sampling,
        .. Settings,
        new("version", "v", ProgramVersion.Name),
    ];

    /// <summary>As in <c>#:1|c:mixed|e:no|tok:13a|s:exp|v:nmt-1.0.0</c>.</summary>
    public string Short => string.Join('|', Fields.Select(setting => $"{setting.Short}:{setting.Value}"));

    /// <summary>As in <c>nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp|version:nmt-1.0.0</c>.</summary>
    public override string ToString() => string.Join('|', Fields.Select(setting => $"{setting.Name}:{setting.Value}"));
}
