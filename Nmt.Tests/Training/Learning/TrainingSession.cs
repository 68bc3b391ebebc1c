using Microsoft.Extensions.Time.Testing;
using Nmt.Training.Corpus;
using Nmt.Training.Learning;
using static TorchSharp.torch;

namespace Nmt.Tests.Training.Learning;

/// <summary>One process's share of a run, put together as <c>nmt train</c> does, with a clock that stands still.</summary>
internal sealed class TrainingSession : IDisposable
{
    private readonly RunFolder _folder;

    public TrainingSession(string folder, TrainingConfig config, TrainingCorpus corpus)
    {
        _folder = RunFolder.Open(folder, restart: false);
        if (RunFolder.Describe(folder) is null)
            _folder.Claim(new RunDescription(config, "data", corpus.Hash, corpus.SourceLanguage, corpus.TargetLanguage));
        Learned = new LearnedState(config, corpus.Tokenizer.Vocabulary.Count, CPU);
        Files = new RunFiles(_folder, corpus, config.Checkpoints.Keep, Time);
        RestoredFrom = Files.Restore(Learned, Warnings.Add);
        var validation = new Validation(corpus.Dev, corpus.Tokenizer, config.Evaluation);
        Trainer = new Trainer(config, new TrainingPairs(corpus, config), Learned, validation, Files);
    }

    public FakeTimeProvider Time { get; } = new();

    public List<string> Warnings { get; } = [];

    public LearnedState Learned { get; }

    public RunFiles Files { get; }

    public string? RestoredFrom { get; }

    public Trainer Trainer { get; }

    /// <summary>Every weight, moment and average, as bytes by name.</summary>
    public SortedDictionary<string, byte[]> Tensors()
    {
        using var scope = NewDisposeScope();
        var weights = Learned.Model.named_parameters().Select(p => ($"weight.{p.name}", (Tensor)p.parameter));
        var averages = Learned.Average!.Means.Select(pair => ($"average.{pair.Name}", pair.Mean));
        return new SortedDictionary<string, byte[]>(weights.Concat(averages).Concat(Learned.Optimizer.Moments)
            .ToDictionary(pair => pair.Item1, pair => pair.Item2.detach().clone().bytes.ToArray()));
    }

    public void Dispose()
    {
        Learned.Dispose();
        _folder.Dispose();
    }
}
