using Nmt.Model.Errors;
using Nmt.Model.Search;

namespace Nmt.Model;

/// <summary>Bundles that translate together.</summary>
/// <param name="Folders">At least one.</param>
public sealed record EnsembleOptions(IReadOnlyList<string> Folders)
{
    /// <summary>One weight a bundle, in any scale; empty for equal weights.</summary>
    public IReadOnlyList<double> Weights { get; init; } = [];

    /// <summary>What is averaged.</summary>
    public EnsembleSpace Space { get; init; } = EnsembleSpace.Linear;

    internal IReadOnlyList<double> WeightsOfAll => Weights.Count > 0 ? Weights : [.. Folders.Select(_ => 1.0)];

    /// <summary>Everything that is wrong with the options, one sentence a fault; empty when they are fine.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (Folders.Count == 0)
            faults.Add("ensemble: expected at least one bundle, found none.");
        if (Weights.Count > 0 && Weights.Count != Folders.Count)
            faults.Add($"ensemble weights: expected one for each of the {Folders.Count} bundles, found {Weights.Count}.");
        if (Weights.FirstOrDefault(weight => !(weight > 0 && double.IsFinite(weight)), 1) is var wrong && wrong != 1)
            faults.Add($"ensemble weights: expected numbers above 0, found {wrong}.");
        return faults;
    }

    /// <exception cref="NmtException">Two bundles have different vocabularies.</exception>
    internal static void CheckVocabulary(ModelBundle first, ModelBundle other)
    {
        var (own, others) = (first.Tokenizer.Vocabulary.Pieces, other.Tokenizer.Vocabulary.Pieces);
        var at = own.Zip(others).TakeWhile(pair => pair.First == pair.Second).Count();
        var difference = own.Count != others.Count ? $"{own.Count} pieces and {others.Count}"
            : at < own.Count ? $"piece {at} is '{own[at]}' in one and '{others[at]}' in the other"
            : !first.Tokenizer.Merges.SequenceEqual(other.Tokenizer.Merges) ? "their merges differ"
            : null;
        if (difference is not null)
            throw new NmtException($"{first.Folder} and {other.Folder} have different vocabularies: {difference}. An ensemble needs models that were trained on the same subwords; prepare once, and train each on that.");
    }

    internal void Check()
    {
        if (Faults() is { Count: > 0 } faults)
            throw new NmtException("There is no such ensemble: " + string.Join(' ', faults));
    }
}
