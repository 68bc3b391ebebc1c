using System.Text.Json;
using Nmt.Training.Evaluation;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Evaluation;

/// <summary>One line of Golden/bleu/cases.json: texts, options, and what sacreBLEU makes of them.</summary>
public sealed record BleuCase
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public required string Name { get; init; }

    public required string[] Hypotheses { get; init; }

    public required string?[][] References { get; init; }

    public required string Tokenize { get; init; }

    public required string SmoothMethod { get; init; }

    public double? SmoothValue { get; init; }

    public required bool Lowercase { get; init; }

    public required bool EffectiveOrder { get; init; }

    public required double Score { get; init; }

    public required double[] Counts { get; init; }

    public required double[] Totals { get; init; }

    public required double[] Precisions { get; init; }

    public required double BrevityPenalty { get; init; }

    public required long HypothesisLength { get; init; }

    public required long ReferenceLength { get; init; }

    public required string Signature { get; init; }

    public required string Text { get; init; }

    public required string[] Rounded { get; init; }

    internal static IReadOnlyDictionary<string, BleuCase> All { get; } = Read<BleuCase>("cases.json").ToDictionary(c => c.Name);

    internal BleuOptions Options => new()
    {
        Tokenizer = BleuTokenizers.ByName(Tokenize),
        Smoothing = new Smoothing(Smoothing.MethodByName(SmoothMethod), SmoothValue),
        Lowercase = Lowercase,
        EffectiveOrder = EffectiveOrder,
    };

    internal static IReadOnlyList<T> Read<T>(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "bleu", name);
        return JsonSerializer.Deserialize<IReadOnlyList<T>>(File.ReadAllBytes(path), Json)!;
    }

    /// <summary>The signature of the reference says which program computed the score; ours names this one.</summary>
    internal static string AsOurs(string text) =>
        text.Replace("version:2.6.0", $"version:{ProgramVersion.Name}", StringComparison.Ordinal);

    public override string ToString() => Name;
}
