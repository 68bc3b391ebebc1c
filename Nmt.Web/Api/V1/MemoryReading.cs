using System.Globalization;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Web.Components.Parts;
using Nmt.Web.Services;

namespace Nmt.Web.Api.V1;

/// <summary>Reads chosen memory cells over one sentence. It works on the worker's thread.</summary>
/// <param name="choice">What to show.</param>
/// <param name="sentence">What is read and written.</param>
internal sealed class MemoryReading(MemoryChoice choice, MemorySentence sentence)
{
    /// <summary>The most values of one answer.</summary>
    internal const int MostValues = 20_000;

    private static readonly MemoryQuantity[] Usual = [MemoryQuantity.Forget, MemoryQuantity.Cell];

    private readonly IReadOnlyList<MemoryQuantity> _quantities = choice.Quantities is null ? Usual : [.. choice.Quantities.Distinct()];

    /// <param name="memory">Of the model that translated the sentence.</param>
    /// <param name="clamps">What was held while it did.</param>
    /// <param name="token">Looked at before each token of each layer.</param>
    /// <exception cref="NmtException">Something of the choice is not there, or it is too much.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<LayerView> Of(IModelMemory memory, IReadOnlyList<UnitClamp> clamps, CancellationToken token)
    {
        (MemorySide Side, int Layer)[] places = [.. Places(memory.Shape)];
        CheckSize(memory.Shape, places);
        IReadOnlyList<LayerMemory> layers = memory.Read(sentence.Question with { Clamps = clamps }, places, token);
        return [.. places.Zip(layers, (place, layer) => View(place.Side, place.Layer, layer))];
    }

    private IEnumerable<(MemorySide, int)> Places(ModelConfig shape)
    {
        foreach (MemorySide side in choice.Sides?.Distinct() ?? Enum.GetValues<MemorySide>())
        {
            (int layers, int units) = shape.Cells(side);
            Check(choice.Layers, layers, "layers", side);
            Check(choice.Units, units, "units", side);
            Check(choice.Positions, Tokens(side).Count, "positions", side);
            foreach (int layer in choice.Layers?.Distinct() ?? Enumerable.Range(0, layers))
            {
                yield return (side, layer);
            }
        }
    }

    private void CheckSize(ModelConfig shape, (MemorySide Side, int Layer)[] places)
    {
        if (choice.Count < 1)
        {
            throw new NmtException($"memory: expected a count of at least 1, found {choice.Count}.");
        }

        long values = places.Sum(place =>
            (long)(choice.Units?.Count ?? Math.Min(choice.Count, shape.Cells(place.Side).Units))
            * (choice.Positions?.Count ?? Tokens(place.Side).Count)
            * _quantities.Count);
        if (values > MostValues)
        {
            throw new NmtException(string.Create(
                CultureInfo.InvariantCulture,
                $"memory: expected at most {MostValues} values, found {values}. Choose fewer sides, layers, quantities, units or positions."));
        }
    }

    private LayerView View(MemorySide side, int number, LayerMemory layer)
    {
        IReadOnlyList<int> units = choice.Units ?? [.. Ordered(layer).Take(choice.Count)];
        IReadOnlyList<int> positions = choice.Positions ?? [.. Enumerable.Range(0, layer.Tokens)];
        IReadOnlyList<string> tokens = Tokens(side);
        return new LayerView
        {
            Side = side,
            Layer = number,
            Units = units,
            UnitCount = layer.Units,
            Positions = positions,
            Tokens = [.. positions.Select(position => tokens[position])],
            Input = Values(MemoryQuantity.Input),
            Forget = Values(MemoryQuantity.Forget),
            Candidate = Values(MemoryQuantity.Candidate),
            Output = Values(MemoryQuantity.Output),
            Cell = Values(MemoryQuantity.Cell),
            Hidden = Values(MemoryQuantity.Hidden),
        };

        float[][]? Values(MemoryQuantity quantity) => _quantities.Contains(quantity)
            ? [.. units.Select(unit => positions.Select(position => layer[quantity][position][unit]).ToArray())]
            : null;
    }

    private int[] Ordered(LayerMemory layer) => choice.Order switch
    {
        UnitRanking.Variance => UnitOrder.ByVariance(layer, MemoryQuantity.Cell),
        UnitRanking.Hold => UnitOrder.ByHold(layer),
        UnitRanking.Likeness => UnitOrder.ByLikeness(layer, MemoryQuantity.Cell),
        _ => [.. Enumerable.Range(0, layer.Units)],
    };

    private IReadOnlyList<string> Tokens(MemorySide side) =>
        side == MemorySide.Target ? sentence.TargetPieces : sentence.SourcePieces;

    private static void Check(IReadOnlyList<int>? chosen, int count, string what, MemorySide side)
    {
        foreach (int each in (chosen ?? []).Where(each => each < 0 || each >= count))
        {
            throw new NmtException(string.Create(
                CultureInfo.InvariantCulture, $"memory: expected {what} of the {Name(side)} from 0 to {count - 1}, found {each}."));
        }
    }

    private static string Name(MemorySide side) => side switch
    {
        MemorySide.SourceForward => "source, forward,",
        MemorySide.SourceBackward => "source, backward,",
        _ => "target",
    };
}
