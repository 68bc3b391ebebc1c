using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using TorchSharp;

namespace Nmt.Training.Evaluation;

/// <summary>
/// Chooses the translation that gives the source back best, among those that follow from it: to the score of the search
/// comes how likely models of the other direction find the source (the noisy channel of Yee, Dauphin and Auli 2019, arXiv
/// 1908.05731, each side by its length). What a translation leaves out cannot be given back, so fewer words are lost.
/// </summary>
internal sealed class ReverseRanking : IHypothesisRanking, IDisposable
{
    private readonly IReadOnlyList<ReverseModel> _models;
    private readonly double _weight;

    private ReverseRanking(IReadOnlyList<ReverseModel> models, double weight, int keep) => (_models, _weight, Keep) = (models, weight, keep);

    /// <inheritdoc/>
    public string Name => "reverse models";

    /// <inheritdoc/>
    public int Keep { get; }

    /// <summary>Reads the bundles.</summary>
    /// <param name="folders">At least one; each with subwords of its own.</param>
    /// <param name="forward">The model that translates.</param>
    /// <param name="into">The language that it writes; null where it writes one.</param>
    /// <param name="weight">Of giving back beside the score; above 0.</param>
    /// <param name="keep">How many translations are returned.</param>
    /// <param name="device">"cpu" or "cuda".</param>
    /// <exception cref="NmtException">A folder is no sound bundle, or its model does not translate back.</exception>
    public static ReverseRanking Load(IEnumerable<string> folders, ModelBundle forward, string? into, double weight, int keep, string device)
    {
        var models = new List<ReverseModel>();
        try
        {
            foreach (var folder in folders)
                models.Add(ReverseModel.Load(folder, forward, into, device));
            return new ReverseRanking(models, weight, keep);
        }
        catch
        {
            models.ForEach(model => model.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TranslationHypothesis> Rank(string source, IReadOnlyList<TranslationHypothesis> found, bool areDraws)
    {
        TranslationHypothesis[] texts = [.. found.DistinctBy(hypothesis => hypothesis.Text)];
        var back = new double[texts.Length];
        foreach (var model in _models)
        {
            var scores = model.Score(source, texts);
            for (var i = 0; i < texts.Length; i++)
                back[i] += scores[i] / _models.Count;
        }

        return [.. texts.Select((hypothesis, i) => hypothesis with { ReverseScore = back[i] })
            .OrderByDescending(hypothesis => hypothesis.Score + (_weight * hypothesis.ReverseScore)).Take(Keep)];
    }

    /// <summary>Releases the bundles.</summary>
    public void Dispose()
    {
        foreach (var model in _models)
            model.Dispose();
    }

    /// <summary>A model that translates back.</summary>
    private sealed class ReverseModel(ModelBundle bundle, IReadOnlyList<int> tag) : IDisposable
    {
        private readonly ForcedScoring _scoring = new(bundle.Model, bundle.Tokenizer);

        public static ReverseModel Load(string folder, ModelBundle forward, string? into, string device)
        {
            var bundle = ModelBundle.Load(folder, torch.device(device));
            try
            {
                return new ReverseModel(bundle, bundle.TagFor(LanguageOfSource(bundle, forward, into)));
            }
            catch
            {
                bundle.Dispose();
                throw;
            }
        }

        /// <summary>Nats per piece of the source, the end mark counted; one for each translation.</summary>
        public IReadOnlyList<double> Score(string source, IReadOnlyList<TranslationHypothesis> translations)
        {
            int[] target = [.. bundle.Tokenizer.Encode(source)];
            EncodedPair[] pairs = [.. translations.Select(each => new EncodedPair([.. tag, .. bundle.Tokenizer.Encode(each.Text)], target))];
            return [.. _scoring.Score(pairs, CancellationToken.None).Select(score => score.Score)];
        }

        public void Dispose() => bundle.Dispose();

        private static string LanguageOfSource(ModelBundle bundle, ModelBundle forward, string? into)
        {
            TranslationDirection[] there = [.. forward.Manifest.Directions.Where(direction => into is null || direction.Target == into)];
            TranslationDirection[] back = [.. there.Select(direction => new TranslationDirection(direction.Target, direction.Source))];
            return bundle.Manifest.Directions.Intersect(back).ToList() is [var only]
                ? only.Target
                : throw new NmtException(
                    $"--reverse {bundle.Folder}: expected a model that translates {string.Join(" or ", back)} and no other of these, "
                    + $"found {string.Join(", ", bundle.Manifest.Directions)}. Name a model of the direction opposite to --model.");
        }
    }
}
