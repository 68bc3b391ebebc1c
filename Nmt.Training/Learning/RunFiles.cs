using System.Globalization;
using Nmt.Model;
using Nmt.Model.Errors;
using Nmt.Model.Network;
using Nmt.Training.Corpus;

namespace Nmt.Training.Learning;

/// <summary>
/// What a run keeps: checkpoints to go on from, and the best weights as a bundle to translate with. A full disk is an
/// event, not an end: the older files stay and the next attempt may fit.
/// </summary>
internal sealed class RunFiles
{
    private readonly RunFolder _folder;
    private readonly TrainingCorpus _corpus;
    private readonly CheckpointStore _checkpoints;
    private Action<string> _warn = _ => { };

    public RunFiles(RunFolder folder, TrainingCorpus corpus, int keep, TimeProvider time)
    {
        _folder = folder;
        _corpus = corpus;
        _checkpoints = new CheckpointStore(folder.Checkpoints, keep);
        Time = time;
    }

    public TimeProvider Time { get; }

    /// <summary>Where the run stands when it begins or goes on.</summary>
    public TrainingState State { get; private set; } = new();

    /// <summary>Begins a run from the weights of another.</summary>
    public void Begin(InitialWeights weights, LearnedState learned) => State = weights.PutInto(learned, _corpus.Tokenizer);

    /// <summary>What the process that trains computes with, as every checkpoint says it.</summary>
    public string Arithmetic { get; init; } = "";

    /// <summary>Takes up the newest whole checkpoint.</summary>
    /// <returns>Its folder; null where the run begins.</returns>
    /// <exception cref="NmtException">There are checkpoints and all are damaged.</exception>
    public string? Restore(LearnedState learned, Action<string> warn)
    {
        _warn = warn;
        if (_checkpoints.Restore(learned, warn) is not var (path, state))
            return null;
        State = state;
        return path;
    }

    /// <summary>Puts the newest whole checkpoint back in the middle of a run.</summary>
    /// <returns>Its folder and its state.</returns>
    /// <exception cref="NmtException">There is none.</exception>
    public (string Path, TrainingState State) GoBack(LearnedState learned) => _checkpoints.Restore(learned, _warn)
        ?? throw new NmtException(
            $"Training has diverged, and {_folder.Checkpoints} has no checkpoint to go back to. Make room on the disk, lower "
            + "optimizer.learningRate, and begin again with --restart.");

    /// <returns>What happened: written, or why not.</returns>
    public TrainingEvent TryWriteCheckpoint(LearnedState learned, TrainingState state)
    {
        try
        {
            var path = _checkpoints.Write(learned, state with { Arithmetic = Arithmetic }, folder =>
                ModelBundle.WriteInto(folder, learned.Model, _corpus.Tokenizer, Manifest([], state.Step)));
            return new CheckpointWritten(state.Step, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WriteFailed(state.Step, _folder.Checkpoints, e.Message);
        }
    }

    /// <returns>Why the bundle could not be written; null where all went well.</returns>
    public WriteFailed? TryWriteBest(Seq2SeqModel model, ValidationResult result, int step)
    {
        ModelScore[] bleu = result.Bleu is { } score ? [new ModelScore("dev", "BLEU", score, result.Signature!)] : [];
        ModelScore[] chrf = result.Chrf is { } second ? [new ModelScore("dev", "chrF2", second, result.ChrfSignature!)] : [];
        try
        {
            ModelBundle.Save(_folder.Best, model, _corpus.Tokenizer, Manifest([.. bleu, .. chrf], step));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new WriteFailed(step, _folder.Best, e.Message);
        }
    }

    private ModelManifest Manifest(IReadOnlyList<ModelScore> scores, int step) => new()
    {
        Name = $"{_corpus.Name} {_corpus.SourceLanguage}-{_corpus.TargetLanguage}",
        SourceLanguage = _corpus.SourceLanguage,
        TargetLanguage = _corpus.TargetLanguage,
        Directions = _corpus.Directions,
        TrainingData = string.Create(CultureInfo.InvariantCulture, $"{_corpus.Train.Count} pairs of {_corpus.Name}, {step} steps"),
        Scores = scores,
        Created = Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
    };
}
