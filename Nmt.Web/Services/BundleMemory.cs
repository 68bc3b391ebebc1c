using Nmt.Model.Network;

namespace Nmt.Web.Services;

/// <summary>The memory of a bundle's network.</summary>
internal sealed class BundleMemory(Seq2SeqModel network) : IModelMemory
{
    public ModelConfig Shape => network.Config;

    public LayerMemory Read(MemoryQuestion question) =>
        MemoryTrace.Of(network, question.Source, question.Target, question.Clamps)[question.Side][question.Layer];

    public float[][] Influence(MemoryQuestion question, int? unit, CancellationToken token) =>
        InputInfluence.Of(network, question, unit, token);
}
