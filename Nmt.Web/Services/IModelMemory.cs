using Nmt.Model.Network;

namespace Nmt.Web.Services;

/// <summary>The memory cells of a loaded network. Only the worker's thread may call it: see <see cref="ITranslator.AskAsync"/>.</summary>
public interface IModelMemory
{
    /// <summary>How many layers and units there are.</summary>
    ModelConfig Shape { get; }

    /// <summary>What a layer held while the sentence was read and the translation written.</summary>
    /// <param name="question">The sentence, the side and the layer.</param>
    /// <param name="token">Looked at before each token of each layer.</param>
    /// <exception cref="Nmt.Model.Errors.NmtException">The sentence is too long to show, or a clamp does not fit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    LayerMemory Read(MemoryQuestion question, CancellationToken token);

    /// <summary>What several layers held, all from one reading.</summary>
    /// <param name="question">The sentence; its own side and layer do not count.</param>
    /// <param name="places">Layers that there are.</param>
    /// <param name="token">Looked at before each token of each layer.</param>
    /// <returns>One for each place, in order.</returns>
    /// <exception cref="Nmt.Model.Errors.NmtException">The sentence is too long to show, or a clamp does not fit.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    IReadOnlyList<LayerMemory> Read(MemoryQuestion question, IReadOnlyList<(MemorySide Side, int Layer)> places, CancellationToken token) =>
        [.. places.Select(place => Read(question with { Side = place.Side, Layer = place.Layer }, token))];

    /// <inheritdoc cref="InputInfluence.Of"/>
    float[][] Influence(MemoryQuestion question, int? unit, CancellationToken token);
}
