using System.Globalization;
using Nmt.Model.Network;
using Nmt.Training.Learning;

namespace Nmt.Training.Presets;

/// <summary>
/// What a run will take, before its first step: memory from the sizes of the network and of a batch, time from its
/// multiplications. Good to a quarter for memory and to a factor of two for time; the constants were fitted to measured
/// runs, which the tests name.
/// </summary>
internal sealed record TrainingEstimate
{
    /// <summary>What the program takes without a network: runtime, tensor library, corpus of a few million pieces.</summary>
    private const long ProgramBytes = 250L << 20;

    // Weights, gradients and Adam's two moments.
    private const int CopiesOfWeights = 4;

    // Gradients of activations live beside them, and an allocator does not give back every gap.
    private const double Overhead = 1.25;

    // Recurrent steps and all that is no product run below the speed of one large product.
    private const double Efficiency = 0.5;

    // Batches of a token budget are not quite full, and the wider side of a pair fills them.
    private const double Filling = 0.93;

    private const int BytesOfFloat = 4;

    // Numbers for each token and piece that R-Drop has beside its second pass: logarithms, probabilities, their differences
    // and the gradients of all.
    private const int TablesOfRDrop = 12;

    public required NetworkSize Network { get; init; }

    public required long MemoryBytes { get; init; }

    /// <summary>Of which for weights, gradients, moments and averages, whatever the batch.</summary>
    public required long WeightBytes { get; init; }

    public required long StepsAnEpoch { get; init; }

    /// <summary>Multiplications and additions of an epoch, forward and backward.</summary>
    public required double OperationsAnEpoch { get; init; }

    public static TrainingEstimate Of(TrainingConfig config, CorpusSize corpus)
    {
        ModelConfig model = config.Model with { VocabularySize = corpus.Vocabulary };
        NetworkSize network = NetworkSize.Of(model);
        int copies = CopiesOfWeights + (config.Regularisation.AverageDecay > 0 ? 1 : 0);
        long weights = network.Parameters * BytesOfFloat * copies;
        int passes = config.Regularisation.RDrop > 0 ? 2 : 1;
        long floats = (passes * FloatsAToken(model)) + (passes == 2 ? (long)TablesOfRDrop * model.VocabularySize : 0);
        double activations = (double)BatchTokens(config, corpus) * floats * BytesOfFloat;
        long wider = Math.Max(corpus.SourceTokens, corpus.TargetTokens);
        return new TrainingEstimate
        {
            Network = network,
            WeightBytes = weights,
            MemoryBytes = (long)((ProgramBytes + weights + activations) * Overhead),
            StepsAnEpoch = Math.Max(1, (long)Math.Ceiling(wider / (Filling * config.Batches.Tokens * config.Batches.Accumulate))),
            OperationsAnEpoch = passes * Operations(network, model, corpus),
        };
    }

    /// <summary>How long an epoch takes, without evaluations.</summary>
    /// <param name="operationsASecond">What <see cref="MatrixSpeed"/> measured on the device.</param>
    public TimeSpan TimeAnEpoch(double operationsASecond) => TimeSpan.FromSeconds(OperationsAnEpoch / (Efficiency * operationsASecond));

    /// <summary>One line for people.</summary>
    public string Describe(double operationsASecond, int epochs)
    {
        TimeSpan epoch = TimeAnEpoch(operationsASecond);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"estimate: {Network.Parameters / 1e6:F1} M parameters, about {MemoryBytes / 1e9:F1} GB of memory, {StepsAnEpoch:N0} steps and {Text(epoch)} an epoch, at most {Text(epoch * epochs)} for {epochs}");
    }

    /// <summary>Why the run would not fit and what to change; null where it fits.</summary>
    /// <param name="config">What was estimated.</param>
    /// <param name="corpus">For what.</param>
    /// <param name="available">Bytes of memory that are free on the device.</param>
    public static string? Refusal(TrainingConfig config, CorpusSize corpus, long available)
    {
        TrainingEstimate estimate = Of(config, corpus);
        if (estimate.MemoryBytes <= available)
        {
            return null;
        }

        int tokens = config.Batches.Tokens;
        while (tokens > config.Data.MaxLength + 1 && Of(With(config, tokens), corpus).MemoryBytes > available)
        {
            tokens = Math.Max(config.Data.MaxLength + 1, tokens / 2);
        }

        bool helps = Of(With(config, tokens), corpus).MemoryBytes <= available;
        string advice = helps
            ? $"--set batches.tokens={tokens} would fit"
            : "no batch is small enough: take a smaller preset or a smaller model.embedding, model.encoderHidden and model.decoderHidden, "
              + "or prepare the corpus with a smaller --vocab-size";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"this run would take about {estimate.MemoryBytes / 1e9:F1} GB of memory ({estimate.WeightBytes / 1e9:F1} GB for {estimate.Network.Parameters / 1e6:F1} M "
            + $"parameters, their moments and averages), {available / 1e9:F1} GB are free: {advice}.");
    }

    private static TrainingConfig With(TrainingConfig config, int tokens) => config with { Batches = config.Batches with { Tokens = tokens } };

    private static long BatchTokens(TrainingConfig config, CorpusSize corpus) =>
        Math.Min(config.Batches.Tokens, Math.Max(corpus.SourceTokens, corpus.TargetTokens));

    /// <summary>What a source and a target token leave behind for the way back.</summary>
    private static long FloatsAToken(ModelConfig model)
    {
        // Of a layer: its dropped input, four gates, the cell and its tanh, the output, the sum and the norm of it.
        long encoder = Enumerable.Range(0, model.EncoderLayers).Sum(layer =>
            (2L * ((layer == 0 ? model.Embedding : model.Context) + (6 * model.EncoderHidden))) + (2 * model.Context));
        long decoder = Enumerable.Range(0, model.DecoderLayers).Sum(layer =>
            (layer == 0 ? model.Embedding : model.DecoderHidden + (long)model.Context) + (9L * model.DecoderHidden));
        long output = 3L * (model.DecoderHidden + model.Context + model.Embedding);

        // Scores, log probabilities and their gradients: with a large vocabulary the most of all.
        return encoder + decoder + output + (3L * model.VocabularySize);
    }

    private static double Operations(NetworkSize network, ModelConfig model, CorpusSize corpus)
    {
        double softmax = (double)model.VocabularySize * model.Embedding;

        // A weight is multiplied and added once on the way there and twice on the way back.
        return 6 * ((network.Encoder * (double)corpus.SourceTokens) + ((network.Decoder + softmax) * corpus.TargetTokens)
            + (network.Bridge * (double)corpus.Pairs));
    }

    private static string Text(TimeSpan time) =>
        time.TotalHours >= 48 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalDays:F0} days")
        : time.TotalMinutes >= 120 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:F0} h")
        : time.TotalSeconds >= 120 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:F0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s");
}
