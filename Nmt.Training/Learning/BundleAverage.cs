using Nmt.Model;
using Nmt.Model.Errors;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// The mean of several models' weights, each counting alike (checkpoint averaging, as in Junczys-Dowmunt et al. 2016, arXiv
/// 1610.01108, and Vaswani et al. 2017, 6.1). Sums are in double precision, so their order does not show.
/// </summary>
internal static class BundleAverage
{
    /// <summary>Averages models of one network and one vocabulary: checkpoints of one run, or runs from one beginning.</summary>
    /// <param name="folders">At least one bundle or checkpoint.</param>
    /// <returns>The first bundle, with the mean weights; the caller disposes it.</returns>
    /// <exception cref="NmtException">One is missing or damaged, or two do not go together; names them and says how.</exception>
    public static ModelBundle Of(IReadOnlyList<string> folders)
    {
        using var noGradient = no_grad();
        var first = ModelBundle.Load(folders[0], CPU);
        try
        {
            using var scope = NewDisposeScope();
            var sums = first.Model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.to(float64));
            foreach (var folder in folders.Skip(1))
            {
                using var other = ModelBundle.Load(folder, CPU);
                MustFit(first, other);
                foreach (var (name, parameter) in other.Model.named_parameters())
                    sums[name].add_(parameter.to(float64));
            }

            foreach (var (name, parameter) in first.Model.named_parameters())
                parameter.copy_(sums[name] / folders.Count);
            return first;
        }
        catch
        {
            first.Dispose();
            throw;
        }
    }

    private static void MustFit(ModelBundle first, ModelBundle other)
    {
        // Rates of dropout do not matter for translating, so two runs may differ in them.
        var rates = other.Model.Config;
        var own = first.Model.Config with
        {
            Dropout = rates.Dropout,
            RecurrentDropout = rates.RecurrentDropout,
            SourceWordDropout = rates.SourceWordDropout,
            TargetWordDropout = rates.TargetWordDropout,
            MaxSourceLength = rates.MaxSourceLength,
        };
        if (own != rates)
            throw new NmtException($"{first.Folder} and {other.Folder} are different networks, so their weights have no mean: {own} and {rates}.");
        if (!first.Tokenizer.Vocabulary.Pieces.SequenceEqual(other.Tokenizer.Vocabulary.Pieces))
            throw new NmtException($"{first.Folder} and {other.Folder} have different vocabularies, so their weights have no mean.");
    }
}
