using System.ComponentModel;
using Nmt.Model.Network;
using Nmt.Web.Components.Parts;

namespace Nmt.Web.Api.V1;

/// <summary>Which memory cells an inspection shows; what is left out is chosen so that the answer stays small.</summary>
internal sealed record MemoryChoice
{
    /// <summary>The most units of a layer that are shown where none is named.</summary>
    internal const int Few = 8;

    [Description("Of a text in several sentences, which one; 0 by default")]
    public int Sentence { get; init; }

    [Description("Stacks of layers; all three by default")]
    public IReadOnlyList<MemorySide>? Sides { get; init; }

    [Description("Layers of each side, from 0, the lowest; all by default")]
    public IReadOnlyList<int>? Layers { get; init; }

    [Description("What of each cell; forget and cell by default")]
    public IReadOnlyList<MemoryQuantity>? Quantities { get; init; }

    [Description("Units of each layer, from 0; by default the first ones in the given order")]
    public IReadOnlyList<int>? Units { get; init; }

    [Description("Which units come first where none is named: those that change most (variance, the default), that hold longest, that move alike, or by number")]
    public UnitRanking Order { get; init; }

    [Description("How many units where none is named; 8 by default")]
    public int Count { get; init; } = Few;

    [Description("Tokens of each side, from 0; all by default")]
    public IReadOnlyList<int>? Positions { get; init; }
}
