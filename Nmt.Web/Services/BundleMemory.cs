using Nmt.Model.Network;

namespace Nmt.Web.Services;

/// <summary>The memory of a bundle's network.</summary>
internal sealed class BundleMemory(Seq2SeqModel network) : IModelMemory
{
    public ModelConfig Shape => network.Config;

    public LayerMemory Read(MemoryQuestion question, CancellationToken token) =>
        MemoryTrace.Of(network, question, token)[question.Side][question.Layer];

    public IReadOnlyList<LayerMemory> Read(
        MemoryQuestion question, IReadOnlyList<(MemorySide Side, int Layer)> places, CancellationToken token)
    {
        MemoryTrace trace = MemoryTrace.Of(network, question, token);
        return [.. places.Select(place => trace[place.Side][place.Layer])];
    }

    public float[][] Influence(MemoryQuestion question, int? unit, CancellationToken token) =>
        InputInfluence.Of(network, question, unit, token);
}
