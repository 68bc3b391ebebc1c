using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Nmt.Model.Network;

/// <summary>Runs every layer cell by cell and keeps what it saw as plain arrays. For one sentence at a time.</summary>
/// <param name="clamps">What is held.</param>
/// <param name="token">Looked at before each token of each layer.</param>
internal sealed class RecordedRecurrence(IReadOnlyList<UnitClamp> clamps, CancellationToken token = default) : IRecurrence
{
    private readonly Dictionary<LayerPlace, List<float[]>[]> _seen = [];

    /// <inheritdoc/>
    public (Tensor Output, Tensor Hidden, Tensor Cell) Run(LayerPlace place, LSTM layer, Tensor input, (Tensor, Tensor)? before)
    {
        var run = LstmCells.Run(layer, input, before, place.Own(clamps), token);
        if (!_seen.TryGetValue(place, out var lists))
            _seen.Add(place, lists = [[], [], [], [], [], []]);

        // With input feeding the decoder comes by once a step, so tokens are added to what is there.
        foreach (var (list, quantity) in lists.Zip(run.Quantities))
            list.AddRange(quantity[0].contiguous().cpu().data<float>().ToArray().Chunk((int)quantity.shape[2]));
        return run.AsLayer();
    }

    /// <summary>The layers of a side, the lowest first; tokens in the order of the sentence.</summary>
    /// <param name="side">Which stack.</param>
    /// <param name="hidden">How many tokens at the beginning of the source are not shown.</param>
    public IReadOnlyList<LayerMemory> Layers(MemorySide side, int hidden = 0) =>
    [
        .. _seen.Where(entry => entry.Key.Side == side).OrderBy(entry => entry.Key.Layer)
            .Select(entry => new LayerMemory(
                Array.ConvertAll(entry.Value, tokens => InSentenceOrder(side, tokens)[(side == MemorySide.Target ? 0 : hidden)..]))),
    ];

    private static float[][] InSentenceOrder(MemorySide side, List<float[]> tokens) =>
        side == MemorySide.SourceBackward ? [.. Enumerable.Reverse(tokens)] : [.. tokens];
}
