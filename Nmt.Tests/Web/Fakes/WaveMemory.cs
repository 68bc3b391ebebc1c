using Nmt.Model.Network;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Fakes;

/// <summary>Cells that swing, each unit in its own rhythm; a held gate is flat. It remembers what it was asked.</summary>
internal sealed class WaveMemory : IModelMemory
{
    public ModelConfig Shape { get; init; } = new()
    {
        VocabularySize = 100,
        EncoderLayers = 2,
        EncoderHidden = 30,
        DecoderLayers = 3,
        DecoderHidden = 600,
    };

    public List<MemoryQuestion> Questions { get; } = [];

    public List<int?> Measured { get; } = [];

    /// <summary>What each reading was to stop at.</summary>
    public List<CancellationToken> Tokens { get; } = [];

    /// <summary>Called before each reading; a test waits here.</summary>
    public Action<CancellationToken> BeforeReading { get; set; } = _ => { };

    public LayerMemory Read(MemoryQuestion question, CancellationToken token)
    {
        Questions.Add(question);
        Tokens.Add(token);
        BeforeReading(token);
        token.ThrowIfCancellationRequested();
        int tokens = (question.Side == MemorySide.Target ? question.Target : question.Source).Count + 1;
        int units = Shape.Cells(question.Side).Units;
        return new LayerMemory([.. Enum.GetValues<MemoryQuantity>().Select(quantity => Enumerable.Range(0, tokens)
            .Select(at => Enumerable.Range(0, units).Select(unit => Value(question, quantity, at, unit)).ToArray())
            .ToArray())]);
    }

    public float[][] Influence(MemoryQuestion question, int? unit, CancellationToken token)
    {
        Measured.Add(unit);
        int tokens = (question.Side == MemorySide.Target ? question.Target : question.Source).Count + 1;
        return [.. Enumerable.Range(0, tokens).Select(from => Enumerable.Range(0, tokens)
            .Select(at => at < from ? float.NaN : 1f / (1 + at - from)).ToArray())];
    }

    private static float Value(MemoryQuestion question, MemoryQuantity quantity, int token, int unit)
    {
        UnitClamp? held = question.Clamps.FirstOrDefault(clamp => clamp.Side == question.Side
            && clamp.Layer == question.Layer && (clamp.Unit ?? unit) == unit && (int)clamp.Gate == (int)quantity);
        double wave = Math.Sin((token + 1) * (unit + 1) * 0.37) * unit / (unit + 3.0);
        return held?.Value ?? (float)(quantity switch
        {
            MemoryQuantity.Cell => 2 * wave,
            MemoryQuantity.Candidate or MemoryQuantity.Hidden => wave,
            _ => (wave + 1) / 2,
        });
    }
}
