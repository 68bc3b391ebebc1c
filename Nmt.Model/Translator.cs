using System.Runtime.ExceptionServices;
using Nmt.Model.Batching;
using Nmt.Model.Constraints;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Model.Search;
using Nmt.Model.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace Nmt.Model;

/// <summary>
/// Translates text: normalizes it, spells it in pieces, lets a search look for the best pieces of the other language,
/// and writes those as text. Not thread-safe: tensors belong to one thread.
/// </summary>
public sealed class Translator : IDisposable
{
    private static readonly BeamSearch Beam = new();
    private static readonly GreedySearch Greedy = new();
    private static readonly SamplingSearch Sampling = new();

    private readonly IStepModel _model;
    private readonly SubwordTokenizer _tokenizer;
    private readonly int _maxSourceLength;
    private readonly Device _device;
    private readonly IReadOnlyList<ModelBundle> _bundles = [];

    /// <summary>A translator over a model that is in memory; the model stays the caller's.</summary>
    /// <param name="model">In evaluation mode.</param>
    /// <param name="tokenizer">The model's own.</param>
    /// <param name="maxSourceLength">The longest source, in pieces, that the model translates in one go.</param>
    /// <param name="device">Where the model is.</param>
    public Translator(IStepModel model, SubwordTokenizer tokenizer, int maxSourceLength, Device device)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxSourceLength, 1);
        _model = model;
        _tokenizer = tokenizer;
        _maxSourceLength = maxSourceLength;
        _device = device;
    }

    private Translator(IReadOnlyList<ModelBundle> bundles, IStepModel model, Device device)
        : this(model, bundles[0].Tokenizer, bundles.Min(bundle => bundle.Model.Config.MaxSourceLength), device) => _bundles = bundles;

    /// <summary>The bundle that was loaded; of an ensemble, the first.</summary>
    /// <exception cref="InvalidOperationException">The translator was made over a model in memory.</exception>
    public ModelBundle Bundle => _bundles is [var first, ..]
        ? first
        : throw new InvalidOperationException("This translator was not loaded from a bundle.");

    /// <summary>Reads a model bundle.</summary>
    /// <param name="folder">The bundle.</param>
    /// <param name="device">"cpu" or "cuda".</param>
    /// <exception cref="NmtException">The bundle is missing or damaged.</exception>
    public static Translator Load(string folder, string device = "cpu")
    {
        var where = torch.device(device);
        var bundle = ModelBundle.Load(folder, where);
        return new Translator([bundle], bundle.Model, where);
    }

    /// <summary>Reads several bundles of one vocabulary, which translate together.</summary>
    /// <param name="ensemble">The bundles, their weights, and what is averaged.</param>
    /// <param name="device">"cpu" or "cuda".</param>
    /// <exception cref="NmtException">A bundle is missing or damaged, or the vocabularies differ; names both folders.</exception>
    public static Translator Load(EnsembleOptions ensemble, string device = "cpu")
    {
        ensemble.Check();
        var where = torch.device(device);
        var bundles = new List<ModelBundle>();
        try
        {
            foreach (var folder in ensemble.Folders)
            {
                bundles.Add(ModelBundle.Load(folder, where));
                EnsembleOptions.CheckVocabulary(bundles[0], bundles[^1]);
            }

            var model = new EnsembleModel([.. bundles.Select(bundle => bundle.Model)], ensemble.WeightsOfAll, ensemble.Space);
            return new Translator(bundles, model, where);
        }
        catch
        {
            bundles.ForEach(bundle => bundle.Dispose());
            throw;
        }
    }

    /// <summary>Translates lines: one result a line, in order, blank for blank.</summary>
    /// <param name="lines">Raw text; equal ones are translated once.</param>
    /// <param name="options">Search, batch size, whether a line is split into sentences.</param>
    /// <param name="progress">Called on this thread as the search goes; null costs nothing.</param>
    /// <param name="token">Looked at before each decoding step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NmtException">The options are not valid.</exception>
    public IReadOnlyList<Translation> Translate(
        IReadOnlyList<string> lines,
        TranslationOptions options,
        Action<TranslationUpdate>? progress = null,
        CancellationToken token = default) =>
        Translate([.. lines.Select(line => new SourceLine(line, LineConstraints.None))], options, progress, token);

    /// <summary>Translates lines, each with what is asked of its translation: one result a line, in order, blank for blank.</summary>
    /// <param name="lines">Equal ones of which the same is asked are translated once.</param>
    /// <param name="options">Search, batch size, whether a line is split into sentences.</param>
    /// <param name="progress">Called on this thread as the search goes; null costs nothing.</param>
    /// <param name="token">Looked at before each decoding step.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NmtException">The options are not valid, or what is asked of a line cannot be met.</exception>
    public IReadOnlyList<Translation> Translate(
        IReadOnlyList<SourceLine> lines,
        TranslationOptions options,
        Action<TranslationUpdate>? progress = null,
        CancellationToken token = default)
    {
        options.Check();
        var search = SearchFor(options.Search);
        var model = ModelFor(options);
        var plan = new TranslationPlan(lines, options, _tokenizer, TagFor, _maxSourceLength);
        var batches = plan.Batches(options.BatchSize).ToArray();
        Each(batches.Length, progress is null ? options.Workers : 1, batch =>
        {
            using var source = TokenBatch.Source([.. batches[batch].Select(segment => segment.Source.Ids)], _device);
            var asked = options.Search with { Demands = Demands(batches[batch]) };
            var found = search.Search(model, source, asked, Watch(plan, batches[batch], progress), token);
            foreach (var (segment, result) in batches[batch].Zip(found))
            {
                token.ThrowIfCancellationRequested(); // a ranking may take as long as a step
                segment.Finish(result, _tokenizer, options); // a segment is in one batch only
            }
        });

        return [.. plan.Lines.Select(line => line.Translate(_tokenizer))];
    }

    /// <summary>Looks at a given translation as the search would have: each piece's probability and its rivals.</summary>
    /// <param name="source">One sentence, raw.</param>
    /// <param name="target">Its translation, raw; may be empty.</param>
    /// <param name="runnersUp">How many other pieces to name in each place, at least 0.</param>
    /// <param name="into">The code of the translation's language; null for a model that writes one language.</param>
    /// <param name="token">Looked at before each piece.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="NmtException">The source is blank or longer than the model takes in one go, or it does not write that language.</exception>
    public ForcedTranslation Force(string source, string target, int runnersUp = 0, string? into = null, CancellationToken token = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(runnersUp);
        var read = new TaggedSource(TagFor(into), _tokenizer.Encode(Normalizer.Normalize(source)));
        var targetIds = _tokenizer.Encode(Normalizer.Normalize(target));
        if (read.Pieces.Count == 0)
            throw new NmtException("There is no source to score a translation of: it is blank. Give a sentence.");
        if (read.Ids.Count > _maxSourceLength)
            throw new NmtException($"The source has {read.Pieces.Count} pieces; the model takes {_maxSourceLength - read.Tag.Count} in one go. Give one sentence at a time.");

        using var batch = TokenBatch.Source([read.Ids], _device);
        var steps = ForcedDecoding.Walk(_model, batch, targetIds, runnersUp, token);
        return new ForcedTranslation
        {
            Source = source,
            Target = target,
            SourcePieces = [.. _tokenizer.Surface(read.Pieces), Segment.EndMark],
            Pieces = [.. _tokenizer.Surface(targetIds), Segment.EndMark],
            PieceLogProbabilities = [.. steps.Select(step => step.LogProbability)],
            Uncertainty = [.. steps.Select(step => step.Uncertainty)],
            RunnersUp = [.. steps.Select(step => step.RunnersUp
                .Select(other => new RankedPiece(Segment.Show(other.Piece, _tokenizer), other.LogProbability)).ToArray())],
            Attention = read.Shown([.. steps.Select(step => step.Attention)]),
        };
    }

    /// <summary>Releases the bundles that were loaded.</summary>
    public void Dispose()
    {
        foreach (var bundle in _bundles)
            bundle.Dispose();
    }

    // A model in memory says nothing of its languages: its pieces alone decide.
    private IReadOnlyList<int> TagFor(string? language) =>
        _bundles is [var bundle, ..] ? bundle.TagFor(language) : _tokenizer.TagFor(language);

    private static IReadOnlyList<SentenceDemands> Demands(Segment[] segments) =>
        Array.TrueForAll(segments, segment => segment.Demands == SentenceDemands.None) ? [] : Array.ConvertAll(segments, segment => segment.Demands);

    // The first failure is the failure: callers know nothing of workers.
    private static void Each(int count, int workers, Action<int> work)
    {
        if (workers == 1 || count == 1)
        {
            for (var i = 0; i < count; i++)
                work(i);
            return;
        }

        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = workers }, work);
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
    }

    // A beam of 1 is greedy, but for the trace that only beam search writes.
    private static ISearch SearchFor(SearchOptions options) =>
        options.Sampling is not null ? Sampling : options is { Beam: 1, TraceNodes: 0 } ? Greedy : Beam;

    // Clamps name units of one network; the members of an ensemble have units of their own.
    private IStepModel ModelFor(TranslationOptions options) => (options.Clamps.Count, _model) switch
    {
        (0, _) => _model,
        (_, Seq2SeqModel network) => new ClampedModel(network, options.Clamps),
        _ => throw new NmtException("Units can be held in a single network only. Translate with one of the models instead of the ensemble."),
    };

    // Every line that a segment occurs in hears of its progress.
    private Action<SearchProgress>? Watch(TranslationPlan plan, Segment[] segments, Action<TranslationUpdate>? progress)
    {
        if (progress is null)
            return null;
        return report =>
        {
            var segment = segments[report.Sentence];
            segment.Watch(report, _tokenizer);
            foreach (var line in segment.Lines)
            {
                var planned = plan.Lines[line];
                progress(planned.Update(line, report.Step) with
                {
                    Traces = report.Trace is null ? null : () => planned.TracesSoFar(_tokenizer),
                });
            }
        };
    }
}
