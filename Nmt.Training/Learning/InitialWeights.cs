using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Files;
using Nmt.Model.Network;
using Nmt.Model.Text;
using static TorchSharp.torch;

namespace Nmt.Training.Learning;

/// <summary>
/// A model that a run begins from, to be trained further on other data. Its vocabulary may have grown since: then every
/// old piece keeps its weights and, where the model is a checkpoint, its moments; a new piece begins in the middle between
/// the two pieces that spelled it before, and without moments.
/// </summary>
internal sealed class InitialWeights : IDisposable
{
    private readonly ModelBundle _bundle;

    private InitialWeights(ModelBundle bundle) => _bundle = bundle;

    /// <summary>What tells this model from others: the SHA-256 of its weights.</summary>
    public string Hash => _bundle.Manifest.Files.GetValueOrDefault(ModelBundle.WeightsFile, "");

    /// <param name="folder">A bundle, or a checkpoint of a run.</param>
    /// <exception cref="NmtException">It is missing or damaged.</exception>
    public static InitialWeights Read(string folder) => new(ModelBundle.Load(folder, CPU));

    /// <summary>The network of the model.</summary>
    public ModelConfig Network => _bundle.Model.Config;

    /// <summary>A network that is taken over, with what a recipe says on how it is trained.</summary>
    public static ModelConfig Shape(ModelConfig network, ModelConfig recipe) => network with
    {
        VocabularySize = recipe.VocabularySize,
        Dropout = recipe.Dropout,
        RecurrentDropout = recipe.RecurrentDropout,
        SourceWordDropout = recipe.SourceWordDropout,
        TargetWordDropout = recipe.TargetWordDropout,
        MaxSourceLength = recipe.MaxSourceLength,
    };

    /// <summary>Puts the weights, and the moments where there are any, into a fresh run.</summary>
    /// <param name="learned">Of the network that <see cref="Shape"/> gave.</param>
    /// <param name="tokenizer">The run's.</param>
    /// <returns>Where the run begins.</returns>
    /// <exception cref="NmtException">The run's vocabulary is not the model's or an extension of it, or the moments are another optimizer's.</exception>
    public TrainingState PutInto(LearnedState learned, SubwordTokenizer tokenizer)
    {
        var rules = AddedRules(tokenizer);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var old = _bundle.Model.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter);
        foreach (var (name, weight) in learned.Model.named_parameters())
            Copy(old[name], weight, rules);
        learned.Average?.Restore(learned.Model.named_parameters().ToDictionary(entry => entry.name, entry => (Tensor)entry.parameter));
        return PutMoments(learned);
    }

    public void Dispose() => _bundle.Dispose();

    // A bundle has no moments: then the run begins without.
    private TrainingState PutMoments(LearnedState learned)
    {
        var file = Path.Combine(_bundle.Folder, CheckpointStore.OptimizerFile);
        if (!File.Exists(file))
            return new TrainingState();

        var old = Safetensors.Read(file);
        var updates = CheckpointStore.ReadState(_bundle.Folder).Updates;
        var moments = new Dictionary<string, Tensor>();
        var shapes = learned.Model.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter);
        foreach (var (name, moment) in old)
        {
            if (shapes.FirstOrDefault(entry => name.EndsWith("." + entry.Key, StringComparison.Ordinal)) is not { Value: { } weight })
                continue;
            moments[name] = zeros(weight.shape);
            Copy(moment, moments[name], rules: []);
        }

        try
        {
            learned.Optimizer.Restore(moments, updates);
        }
        catch (NmtException e)
        {
            throw new NmtException($"{file}: the moments are of another optimizer than the recipe's: {e.Message} Take the same optimizer, or begin from the run's best/, which has none.", e);
        }

        return new TrainingState { Updates = updates };
    }

    // Rows of old pieces are the first ones; a rule's own two pieces are there before its product.
    private static void Copy(Tensor old, Tensor into, IReadOnlyList<(int Left, int Right, int Product)> rules)
    {
        var rows = old.shape[0];
        into.narrow(0, 0, rows).copy_(old);
        if (rows == into.shape[0])
            return;
        foreach (var (left, right, product) in rules)
            into[product].copy_((into[left] + into[right]) / 2);
    }

    private List<(int Left, int Right, int Product)> AddedRules(SubwordTokenizer tokenizer)
    {
        var (vocabulary, known) = (tokenizer.Vocabulary, _bundle.Tokenizer);
        var extends = vocabulary.Pieces.Take(known.Vocabulary.Count).SequenceEqual(known.Vocabulary.Pieces)
            && tokenizer.Merges.Take(known.Merges.Count).SequenceEqual(known.Merges);
        if (!extends)
        {
            throw new NmtException(
                $"{_bundle.Folder}: the prepared corpus has other subwords than this model, so its weights would mean nothing. Prepare the corpus "
                + $"with --subwords {_bundle.Folder}, and with a larger --vocab-size to add pieces.");
        }

        return [.. tokenizer.Merges.Skip(known.Merges.Count)
            .Select(rule => (vocabulary.IdOf(rule.Left), vocabulary.IdOf(rule.Right), vocabulary.IdOf(rule.Product)))
            .Where(rule => rule.Item3 >= known.Vocabulary.Count)];
    }
}
