using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Training.Corpus;
using TorchSharp;

namespace Nmt.Training.Evaluation;

/// <summary>
/// Chooses among translations by their score and by how likely models of the other direction find the source behind them:
/// the direct and the channel model of Yee, Dauphin and Auli 2019 (arXiv 1908.05731), each by its length, without their
/// language model. What a translation leaves out cannot be given back, so fewer words are lost.
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
        var back = new TranslationDirection(into ?? forward.Manifest.TargetLanguage, SourceOf(forward, into));
        var models = new List<ReverseModel>();
        try
        {
            foreach (var folder in folders)
                models.Add(ReverseModel.Load(folder, back, device));
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

    /// <summary>What the forward model reads.</summary>
    private static string SourceOf(ModelBundle forward, string? into)
    {
        forward.CheckDirections();
        _ = forward.TagFor(into); // its error for a language that it does not write
        string[] sources = [.. forward.Manifest.Directions.Where(direction => into is null || direction.Target == into).Select(direction => direction.Source)];
        return sources is [var only]
            ? only
            : throw new NmtException(
                $"{forward.Folder}: expected a model that reads one language, which --reverse gives back, found {string.Join(", ", sources)}. "
                + "Translate with a model of one direction, or without --reverse.");
    }

    /// <summary>A model that translates back.</summary>
    private sealed class ReverseModel(ModelBundle bundle, IReadOnlyList<int> tag) : IDisposable
    {
        // Every worker of a translator scores at once.
        private readonly ForcedScoring _scoring = new(bundle.Model, bundle.Tokenizer, batchTokens: 500);

        public static ReverseModel Load(string folder, TranslationDirection back, string device)
        {
            var bundle = ModelBundle.Load(folder, torch.device(device));
            try
            {
                bundle.CheckDirections();
                return bundle.Manifest.Directions.Contains(back)
                    ? new ReverseModel(bundle, bundle.TagFor(back.Target))
                    : throw new NmtException(
                        $"--reverse {folder}: expected a model that translates {back}, found {string.Join(", ", bundle.Manifest.Directions)}. "
                        + "Name a model of the direction opposite to --model.");
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
    }
}
