using Nmt.Model.Network;

namespace Nmt.Web.Api.V1;

/// <summary>What memory cells held while a sentence was read and its translation written.</summary>
/// <param name="Sentence">Which one, from 0.</param>
/// <param name="Sentences">How many there are.</param>
/// <param name="Layers">Those that were asked for.</param>
internal sealed record MemoryView(int Sentence, int Sentences, IReadOnlyList<LayerView> Layers);

/// <summary>
/// A layer of LSTM cells: <c>c = f * c' + i * g</c> and <c>h = o * tanh(c)</c>. Values are one row a unit of
/// <c>units</c>, one column a token of <c>tokens</c>; quantities that were not asked for are left out.
/// </summary>
internal sealed record LayerView
{
    public required MemorySide Side { get; init; }

    /// <summary>From 0, the lowest.</summary>
    public required int Layer { get; init; }

    /// <summary>The units that are shown, in their order.</summary>
    public required IReadOnlyList<int> Units { get; init; }

    /// <summary>How many units the layer has.</summary>
    public required int UnitCount { get; init; }

    /// <summary>The places of the tokens in the sentence, from 0.</summary>
    public required IReadOnlyList<int> Positions { get; init; }

    /// <summary>
    /// What was read there: pieces of the source and its end mark; of the target, the begin mark and the pieces. A value
    /// is that after reading.
    /// </summary>
    public required IReadOnlyList<string> Tokens { get; init; }

    /// <summary>The input gate i, 0 to 1.</summary>
    public float[][]? Input { get; init; }

    /// <summary>The forget gate f, 0 to 1.</summary>
    public float[][]? Forget { get; init; }

    /// <summary>The candidate g, -1 to 1.</summary>
    public float[][]? Candidate { get; init; }

    /// <summary>The output gate o, 0 to 1.</summary>
    public float[][]? Output { get; init; }

    /// <summary>The cell c, without bounds.</summary>
    public float[][]? Cell { get; init; }

    /// <summary>The output h, -1 to 1.</summary>
    public float[][]? Hidden { get; init; }
}
